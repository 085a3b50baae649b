package dev.reprise.clients.anthropicjava;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.CataloguedMethod;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicCatalogueTest {

    @ParameterizedTest
    @CsvSource({
        "blocking.MessageServiceImpl, create createStreaming countTokens",
        "blocking.MessageServiceImpl$WithRawResponseImpl, create createStreaming countTokens",
        "blocking.beta.MessageServiceImpl, create createStreaming countTokens",
        "blocking.beta.MessageServiceImpl$WithRawResponseImpl, create createStreaming countTokens",
        "async.MessageServiceAsyncImpl, create createStreaming countTokens",
        "async.MessageServiceAsyncImpl$WithRawResponseImpl, create createStreaming countTokens",
        "async.beta.MessageServiceAsyncImpl, create createStreaming countTokens",
        "async.beta.MessageServiceAsyncImpl$WithRawResponseImpl, create createStreaming countTokens",
    })
    void theMethodsThatTalkToTheProviderAreFound(String type, String methods) throws Exception {
        assertThat(CataloguedMethod.woven("anthropic-java", Class.forName("com.anthropic.services." + type)))
                .containsExactlyInAnyOrderElementsOf(List.of(methods.split(" ")));
    }
}
