package dev.reprise.clients.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.CataloguedMethod;
import java.util.List;
import org.junit.jupiter.api.Test;

class BedrockCatalogueTest {

    @Test
    void theMethodsThatTalkToTheProviderAreFound() throws Exception {
        assertThat(woven("DefaultBedrockRuntimeClient"))
                .containsExactlyInAnyOrder("converse", "invokeModel", "countTokens");
        assertThat(woven("DefaultBedrockRuntimeAsyncClient"))
                .containsExactlyInAnyOrder(
                        "converse", "invokeModel", "countTokens", "converseStream", "invokeModelWithResponseStream");
    }

    private static List<String> woven(String client) throws ClassNotFoundException {
        return CataloguedMethod.woven(
                "bedrock", Class.forName("software.amazon.awssdk.services.bedrockruntime." + client));
    }
}
