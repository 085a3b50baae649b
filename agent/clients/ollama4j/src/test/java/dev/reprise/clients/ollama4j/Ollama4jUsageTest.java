package dev.reprise.clients.ollama4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.CataloguedMethod;
import dev.reprise.engine.worth.ModelUse;
import io.github.ollama4j.models.chat.OllamaChatResponseModel;
import io.github.ollama4j.models.chat.OllamaChatResult;
import io.github.ollama4j.models.embed.OllamaEmbedResult;
import io.github.ollama4j.models.response.OllamaResult;
import io.github.ollama4j.utils.Utils;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class Ollama4jUsageTest {

    private static final String CALLERS = "io.github.ollama4j.models.request.";
    private static final String CHAT =
            "{\"model\":\"llama3\",\"message\":{\"role\":\"assistant\",\"content\":\"Yes.\"},"
                    + "\"done\":true,\"prompt_eval_count\":26,\"eval_count\":298}";
    private static final ModelUse USE = new ModelUse("llama3", 1, 1, 26, 298, 0, 0);

    @Test
    void ofChats() throws Exception {
        OllamaChatResponseModel answer = Utils.getObjectMapper().readValue(CHAT, OllamaChatResponseModel.class);

        assertThat(method(CALLERS + "OllamaChatEndpointCaller#callSync")
                        .use(new OllamaChatResult(answer, new ArrayList<>())))
                .isEqualTo(USE);
        assertThat(method(CALLERS + "OllamaChatEndpointCaller#call(").use(answer))
                .isEqualTo(USE);
    }

    @Test
    void ofTexts() {
        OllamaResult result = new OllamaResult("Yes.", null, 1, 200);
        result.setModel("llama3");
        result.setPromptEvalCount(26);
        result.setEvalCount(298);

        assertThat(method(CALLERS + "OllamaGenerateEndpointCaller#callSync").use(result))
                .isEqualTo(USE);
    }

    @Test
    void ofEmbeddings() throws Exception {
        OllamaEmbedResult result = Utils.getObjectMapper()
                .readValue(
                        "{\"model\":\"all-minilm\",\"embeddings\":[[0.5]],\"prompt_eval_count\":8}",
                        OllamaEmbedResult.class);

        assertThat(method("io.github.ollama4j.Ollama#embed").use(result))
                .isEqualTo(new ModelUse("all-minilm", 1, 1, 8, 0, 0, 0));
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("ollama4j", name);
    }
}
