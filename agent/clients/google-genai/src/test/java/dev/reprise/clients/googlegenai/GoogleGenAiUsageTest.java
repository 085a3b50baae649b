package dev.reprise.clients.googlegenai;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.genai.types.GenerateContentResponse;
import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.engine.worth.ModelUse;
import org.junit.jupiter.api.Test;

/** Google counts what its own cache had among the tokens of the input, and thoughts beside those of the output. */
class GoogleGenAiUsageTest {

    private static final Call CALL = new Call(null, "gemini-2.5-flash");
    private static final String USAGE = "\"usageMetadata\":{\"promptTokenCount\":2006,\"cachedContentTokenCount\":1920,"
            + "\"candidatesTokenCount\":100,\"thoughtsTokenCount\":200,\"totalTokenCount\":2306}";

    @Test
    void ofChats() {
        assertThat(method("privateGenerateContent")
                        .use(CALL, answer("{\"modelVersion\":\"gemini-2.5-flash-001\"," + USAGE + "}")))
                .isEqualTo(new ModelUse("gemini-2.5-flash-001", 1, 1, 2006, 300, 1920, 0));
    }

    @Test
    void ofChatsInPartsTheLastPartTells() {
        GenerateContentResponse first = answer("{\"usageMetadata\":{\"promptTokenCount\":2006}}");

        assertThat(method("privateGenerateContentStream").use(CALL, first, answer("{" + USAGE + "}")))
                .isEqualTo(new ModelUse("gemini-2.5-flash", 1, 1, 2006, 300, 1920, 0));
    }

    private static GenerateContentResponse answer(String json) {
        return GenerateContentResponse.fromJson(json);
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("google-genai", "com.google.genai.Models#" + name);
    }
}
