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
                                + "{\"name\":\"refund\",\"arguments\":{}}}]},\"done\":true}")))
                .isNull();
        assertThat(CHAT.refusal(chat("{\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true}")))
                .contains("is empty");
    }

    @Test
    void generatedTextsAndEmbeddings() throws Exception {
        OllamaResult cut = new OllamaResult("Ye", null, 1, 200);
        cut.setDoneReason("length");
        assertThat(GENERATE.refusal(new OllamaResult("Yes.", null, 1, 200))).isNull();
        assertThat(GENERATE.refusal(cut)).contains("length in doneReason");
        assertThat(GENERATE.refusal(new OllamaResult("", null, 1, 200))).contains("is empty");
        assertThat(EMBED.refusal(
                        Utils.getObjectMapper().readValue("{\"embeddings\":[[0.5]]}", OllamaEmbedResult.class)))
                .isNull();
        assertThat(EMBED.refusal(new OllamaEmbedResult())).contains("is empty");
    }

    private static OllamaChatResult chat(String json) throws Exception {
        return new OllamaChatResult(
                Utils.getObjectMapper().readValue(json, OllamaChatResponseModel.class), new ArrayList<>());
    }
}
