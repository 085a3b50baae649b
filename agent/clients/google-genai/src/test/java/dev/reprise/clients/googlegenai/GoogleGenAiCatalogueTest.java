package dev.reprise.clients.googlegenai;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.genai.Models;
import dev.reprise.clients.CataloguedMethod;
import org.junit.jupiter.api.Test;

class GoogleGenAiCatalogueTest {

    @Test
    void theMethodsThatTalkToTheProviderAreFoundOnceEach() throws Exception {
        assertThat(CataloguedMethod.woven("google-genai", Class.forName("com.google.genai.AsyncModels")))
                .containsExactlyInAnyOrderElementsOf(CataloguedMethod.woven("google-genai", Models.class));
        assertThat(CataloguedMethod.woven("google-genai", Models.class))
                .containsExactlyInAnyOrder(
                        "privateGenerateContent",
                        "privateGenerateContentStream",
                        "privateEmbedContent",
                        "countTokens",
                        "computeTokens",
                        "privateGenerateImages",
                        "privateEditImage",
                        "privateUpscaleImage",
                        "recontextImage",
                        "segmentImage");
    }
}
