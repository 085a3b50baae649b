package dev.reprise.clients.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.CataloguedMethod;
import org.junit.jupiter.api.Test;

class BedrockCatalogueTest {

    @Test
    void theMethodsThatTalkToTheProviderAreFound() throws Exception {
        Class<?> client = Class.forName("software.amazon.awssdk.services.bedrockruntime.DefaultBedrockRuntimeClient");

        assertThat(CataloguedMethod.woven("bedrock", client))
                .containsExactlyInAnyOrder("converse", "invokeModel", "countTokens");
    }
}
