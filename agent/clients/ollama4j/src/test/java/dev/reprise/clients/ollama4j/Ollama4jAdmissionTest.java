package dev.reprise.clients.ollama4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.CataloguedMethod;
import io.github.ollama4j.models.chat.OllamaChatResponseModel;
import io.github.ollama4j.models.chat.OllamaChatResult;
import io.github.ollama4j.models.embed.OllamaEmbedResult;
import io.github.ollama4j.models.response.OllamaResult;
import io.github.ollama4j.utils.Utils;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** What the provider says of its own answers decides which are kept. */
class Ollama4jAdmissionTest {

    private static final String CALLERS = "io.github.ollama4j.models.request.";
    private static final CataloguedMethod CHAT =
            CataloguedMethod.of("ollama4j", CALLERS + "OllamaChatEndpointCaller#callSync");
    private static final CataloguedMethod GENERATE =
            CataloguedMethod.of("ollama4j", CALLERS + "OllamaGenerateEndpointCaller#callSync");
    private static final CataloguedMethod EMBED = CataloguedMethod.of("ollama4j", "io.github.ollama4j.Ollama#embed");

    @Test
    void chats() throws Exception {
        String text = "\"message\":{\"role\":\"assistant\",\"content\":\"Yes.\"},\"done\":true,\"done_reason\":\"";
        assertThat(CHAT.refusal(chat("{" + text + "stop\"}"))).isNull();
        assertThat(CHAT.refusal(chat("{" + text + "length\"}"))).contains("length in responseModel.doneReason");
        assertThat(CHAT.refusal(chat("{" + text + "stop\",\"error\":\"x\"}"))).contains("responseModel.error");
        assertThat(CHAT.refusal(
                        chat("{\"message\":{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"function\":"
                                + "{\"name\":\"refund\",\"arguments\":{}}}]},\"done\":true,\"done_reason\":\"stop\"}")))
                .isNull();
        assertThat(CHAT.refusal(chat("{" + text + "load\"}"))).contains("load in responseModel.doneReason");
        assertThat(CHAT.refusal(chat("{\"message\":{\"role\":\"assistant\",\"content\":\"half\"},\"done\":false}")))
                .contains("nothing in responseModel.doneReason");
        assertThat(CHAT.refusal(chat("{\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true}")))
                .contains("is empty");
    }

    @Test
    void generatedTextsAndEmbeddings() throws Exception {
        assertThat(GENERATE.refusal(generated("Yes.", "stop"))).isNull();
        assertThat(GENERATE.refusal(generated("Ye", "length"))).contains("length in doneReason");
        assertThat(GENERATE.refusal(generated("Ye", null))).contains("nothing in doneReason");
        assertThat(GENERATE.refusal(generated("", "stop"))).contains("is empty");
        assertThat(EMBED.refusal(
                        Utils.getObjectMapper().readValue("{\"embeddings\":[[0.5]]}", OllamaEmbedResult.class)))
                .isNull();
        assertThat(EMBED.refusal(new OllamaEmbedResult())).contains("is empty");
    }

    private static OllamaResult generated(String text, String reason) {
        OllamaResult result = new OllamaResult(text, null, 1, 200);
        result.setDoneReason(reason);
        return result;
    }

    private static OllamaChatResult chat(String json) throws Exception {
        return new OllamaChatResult(
                Utils.getObjectMapper().readValue(json, OllamaChatResponseModel.class), new ArrayList<>());
    }
}
