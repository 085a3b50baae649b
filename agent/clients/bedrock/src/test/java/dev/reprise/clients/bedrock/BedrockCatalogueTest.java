package dev.reprise.clients.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.CataloguedMethod;
import org.junit.jupiter.api.Test;

class BedrockCatalogueTest {

    @Test
    void theMethodsThatTalkToTheProviderAreFound() throws Exception {
        for (String client : new String[] {"DefaultBedrockRuntimeClient", "DefaultBedrockRuntimeAsyncClient"}) {
            Class<?> type = Class.forName("software.amazon.awssdk.services.bedrockruntime." + client);

            assertThat(CataloguedMethod.woven("bedrock", type))
                    .containsExactlyInAnyOrder("converse", "invokeModel", "countTokens");
        }
    }
}
