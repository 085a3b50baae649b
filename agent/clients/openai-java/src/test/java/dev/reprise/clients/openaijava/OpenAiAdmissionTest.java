package dev.reprise.clients.openaijava;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.ObjectMappers;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStreamEvent;
import dev.reprise.clients.CataloguedMethod;
import org.junit.jupiter.api.Test;

/** What the provider says of its own answers decides which are kept. */
class OpenAiAdmissionTest {

    private static final String SERVICES = "com.openai.services.";
    private static final CataloguedMethod CHAT = method("blocking.chat.ChatCompletionServiceImpl#create");
    private static final CataloguedMethod STREAM = method("async.chat.ChatCompletionServiceAsyncImpl#createStreaming");
    private static final CataloguedMethod RESPONSE = method("blocking.ResponseServiceImpl#create");
    private static final CataloguedMethod RESPONSES = method("blocking.ResponseServiceImpl#createStreaming");
    private static final CataloguedMethod EMBEDDING = method("blocking.EmbeddingServiceImpl#create");

    @Test
    void chats() throws Exception {
        assertThat(CHAT.refusal(chat("stop", "\"content\":\"Yes.\",\"refusal\":null")))
                .isNull();
        assertThat(CHAT.refusal(chat("tool_calls", "\"content\":null,\"tool_calls\":[]")))
                .isNull();
        assertThat(CHAT.refusal(chat("of_tomorrow", "\"content\":\"Yes.\""))).isNull();
        assertThat(CHAT.refusal(chat("length", "\"content\":\"Ye\""))).contains("length in choices.finishReason");
        assertThat(CHAT.refusal(chat("content_filter", "\"content\":\"\""))).contains("content_filter");
        assertThat(CHAT.refusal(chat("stop", "\"refusal\":\"I cannot.\""))).contains("choices.message.refusal");
        assertThat(CHAT.refusal(read("{\"error\":{\"message\":\"of a proxy\"}}", ChatCompletion.class)))
                .contains("is empty");
        assertThat(CHAT.refusal(read("{\"choices\":[]}", ChatCompletion.class))).contains("is empty");
    }

    @Test
    void streamedChats() throws Exception {
        assertThat(STREAM.refusal(chunk("{\"content\":\"Ye\"}", "null"), chunk("{}", "\"stop\""), chunk(null, "")))
                .isNull();
        assertThat(STREAM.refusal(chunk("{\"content\":\"Ye\"}", "null"), chunk("{}", "\"length\"")))
                .contains("length in choices.finishReason");
        assertThat(STREAM.refusal(chunk("{\"refusal\":\"I\"}", "null"), chunk("{}", "\"stop\"")))
                .contains("choices.delta.refusal");
        assertThat(STREAM.refusal(chunk(null, ""), chunk(null, ""))).contains("is empty");
    }

    @Test
    void responses() throws Exception {
        assertThat(RESPONSE.refusal(response("completed", "output_text\",\"text\":\"Yes.")))
                .isNull();
        for (String status : new String[] {"incomplete", "failed", "cancelled"}) {
            assertThat(RESPONSE.refusal(response(status, "output_text\",\"text\":\"Ye")))
                    .contains(status + " in status");
        }
        assertThat(RESPONSE.refusal(response("completed", "refusal\",\"refusal\":\"I cannot.")))
                .contains("output.message.content.refusal");
        assertThat(RESPONSE.refusal(read("{\"status\":\"completed\",\"output\":[]}", Response.class)))
                .contains("is empty");
        assertThat(RESPONSE.refusal(read(
                        "{\"error\":{\"code\":\"server_error\",\"message\":\"x\"},\"output\":[1]}", Response.class)))
                .contains("error");
    }

    @Test
    void streamedResponses() throws Exception {
        ResponseStreamEvent completed =
                event("{\"type\":\"response.completed\",\"sequence_number\":1,\"response\":{}}");
        assertThat(RESPONSES.refusal(completed)).isNull();
        assertThat(RESPONSES.refusal(event("{\"type\":\"response.incomplete\",\"sequence_number\":1,\"response\":{}}")))
                .contains("incomplete");
        assertThat(RESPONSES.refusal(event("{\"type\":\"response.failed\",\"sequence_number\":1,\"response\":{}}")))
                .contains("failed");
        assertThat(RESPONSES.refusal(
                        event("{\"type\":\"response.refusal.delta\",\"sequence_number\":1,\"delta\":\"I\"}"),
                        completed))
                .contains("refusalDelta");
    }

    @Test
    void embeddings() throws Exception {
        assertThat(EMBEDDING.refusal(
                        read("{\"data\":[{\"index\":0,\"embedding\":[0.5]}]}", CreateEmbeddingResponse.class)))
                .isNull();
        assertThat(EMBEDDING.refusal(read("{\"data\":[]}", CreateEmbeddingResponse.class)))
                .contains("is empty");
    }

    private static ChatCompletion chat(String reason, String message) throws Exception {
        return read(
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":{\"content\":\"a\"}},"
                        + "{\"index\":1,\"finish_reason\":\"" + reason + "\",\"message\":{" + message + "}}]}",
                ChatCompletion.class);
    }

    private static ChatCompletionChunk chunk(String delta, String reason) throws Exception {
        String choices = delta == null ? "" : "{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + reason + "}";
        return read("{\"id\":\"c\",\"choices\":[" + choices + "]}", ChatCompletionChunk.class);
    }

    private static Response response(String status, String content) throws Exception {
        return read(
                "{\"status\":\"" + status
                        + "\",\"error\":null,\"output\":[{\"type\":\"message\",\"id\":\"m\",\"role\":\"assistant\","
                        + "\"status\":\"completed\",\"content\":[{\"type\":\"" + content + "\"}]}]}",
                Response.class);
    }

    private static ResponseStreamEvent event(String json) throws Exception {
        return read(json, ResponseStreamEvent.class);
    }

    private static <T> T read(String json, Class<T> type) throws Exception {
        return ObjectMappers.jsonMapper().readValue(json, type);
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("openai-java", SERVICES + name);
    }
}
