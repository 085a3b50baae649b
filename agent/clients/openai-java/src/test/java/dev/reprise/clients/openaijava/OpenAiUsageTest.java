package dev.reprise.clients.openaijava;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.completions.Completion;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStreamEvent;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.engine.worth.ModelUse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** OpenAI counts what its own cache had among the tokens of the input. */
class OpenAiUsageTest {

    private static final String USAGE =
            "\"usage\":{\"prompt_tokens\":2006,\"completion_tokens\":300,\"total_tokens\":2306,"
                    + "\"prompt_tokens_details\":{\"cached_tokens\":1920},\"completion_tokens_details\":{\"reasoning_tokens\":192}}";
    private static final String RESPONSE = "{\"model\":\"gpt-5-2025-08-07\",\"status\":\"completed\",\"usage\":{"
            + "\"input_tokens\":36,\"input_tokens_details\":{\"cached_tokens\":12},\"output_tokens\":87,"
            + "\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":123}}";
    private static final ModelUse CHAT = new ModelUse("gpt-4o-2024-08-06", 1, 1, 2006, 300, 1920, 0);
    private static final ModelUse ASKED = new ModelUse("gpt-5-2025-08-07", 1, 1, 36, 87, 12, 0);

    @Test
    void ofChats() throws Exception {
        String json = "{\"model\":\"gpt-4o-2024-08-06\"," + USAGE + "}";

        assertThat(method("blocking.chat.ChatCompletionServiceImpl#create").use(read(json, ChatCompletion.class)))
                .isEqualTo(CHAT);
        assertThat(method("blocking.CompletionServiceImpl#create").use(read(json, Completion.class)))
                .isEqualTo(CHAT);
    }

    @Test
    void ofChatsInPartsTheLastPartTells() throws Exception {
        ChatCompletionChunk word = read("{\"model\":\"gpt-4o-2024-08-06\",\"usage\":null}", ChatCompletionChunk.class);
        ChatCompletionChunk last = read("{\"model\":\"gpt-4o-2024-08-06\"," + USAGE + "}", ChatCompletionChunk.class);
        CataloguedMethod stream = method("async.chat.ChatCompletionServiceAsyncImpl#createStreaming");

        assertThat(stream.use(word, word, last)).isEqualTo(CHAT);
        assertThat(stream.use(word, word))
                .as("unless include_usage is asked for")
                .isEqualTo(new ModelUse("gpt-4o-2024-08-06", 1, 0, 0, 0, 0, 0));
    }

    @Test
    void ofResponses() throws Exception {
        ResponseStreamEvent end = read(
                "{\"type\":\"response.completed\",\"sequence_number\":1,\"response\":" + RESPONSE + "}",
                ResponseStreamEvent.class);

        assertThat(method("blocking.ResponseServiceImpl#create").use(read(RESPONSE, Response.class)))
                .isEqualTo(ASKED);
        assertThat(method("blocking.ResponseServiceImpl#createStreaming").use(end))
                .isEqualTo(ASKED);
    }

    @Test
    void ofEmbeddings() throws Exception {
        CreateEmbeddingResponse answer = read(
                "{\"model\":\"text-embedding-3-small\",\"usage\":{\"prompt_tokens\":8,\"total_tokens\":8}}",
                CreateEmbeddingResponse.class);

        assertThat(method("blocking.EmbeddingServiceImpl#create").use(answer))
                .isEqualTo(new ModelUse("text-embedding-3-small", 1, 1, 8, 0, 0, 0));
    }

    @Test
    void ofWhatWasSentAsJson() {
        Object sent = Map.of("model", "gpt-4o", "usage", Map.of("prompt_tokens", "12", "completion_tokens", "3"));

        assertThat(method("async.chat.ChatCompletionServiceAsyncImpl$WithRawResponseImpl#create")
                        .use(sent))
                .isEqualTo(new ModelUse("gpt-4o", 1, 1, 12, 3, 0, 0));
    }

    private static <T> T read(String json, Class<T> type) throws Exception {
        return ObjectMappers.jsonMapper().readValue(json, type);
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("openai-java", "com.openai.services." + name);
    }
}
