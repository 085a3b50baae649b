package dev.reprise.clients.ollama4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.CataloguedMethod;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ollama4jCatalogueTest {

    @ParameterizedTest
    @CsvSource({
        "io.github.ollama4j.models.request.OllamaChatEndpointCaller, callSync call",
        "io.github.ollama4j.models.request.OllamaGenerateEndpointCaller, callSync",
        "io.github.ollama4j.Ollama, embed",
    })
    void theMethodsThatTalkToTheProviderAreFound(String type, String methods) throws Exception {
        assertThat(CataloguedMethod.woven("ollama4j", Class.forName(type)))
                .containsExactlyInAnyOrderElementsOf(List.of(methods.split(" ")));
    }
}
