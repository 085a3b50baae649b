package dev.reprise.clients.azureopenai;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.Completions;
import com.azure.ai.openai.models.Embeddings;
import com.azure.ai.openai.models.ImageGenerations;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.rest.SimpleResponse;
import com.azure.json.JsonProviders;
import dev.reprise.clients.CataloguedMethod;
import org.junit.jupiter.api.Test;

/** What the provider says of its own answers decides which are kept. */
class AzureOpenAiAdmissionTest {

    private static final CataloguedMethod CHAT = method("getChatCompletions");
    private static final CataloguedMethod STREAM = CataloguedMethod.of(
            "azure-openai",
            OpenAIClient.class.getName()
                    + "#getChatCompletionsStream(String, com.azure.ai.openai.models.ChatCompletionsOptions)");
    private static final CataloguedMethod TEXT = method("getCompletions");
    private static final CataloguedMethod EMBEDDINGS = method("getEmbeddings");

    @Test
    void chats() throws Exception {
        assertThat(CHAT.refusal(chat("message", "\"content\":\"Yes.\"", "\"stop\"")))
                .isNull();
        assertThat(CHAT.refusal(chat(
                        "message",
                        "\"content\":null,\"tool_calls\":[{\"id\":\"1\",\"type\":\"function\",\"function\":{\"name\":\"f\","
                                + "\"arguments\":\"{}\"}}]",
                        "\"tool_calls\"")))
                .isNull();
        assertThat(CHAT.refusal(chat("message", "\"content\":\"half\"", "\"model_length\"")))
                .contains("model_length in choices.finishReason");
        assertThat(CHAT.refusal(chat("message", "\"content\":\"half\"", "null")))
                .contains("nothing in choices.finishReason");
        assertThat(CHAT.refusal(chat("message", "\"content\":\"\"", "\"stop\"")))
                .contains("is empty");
        assertThat(CHAT.refusal(chat("message", "\"content\":\"Ye\"", "\"length\"")))
                .contains("length in choices");
        assertThat(CHAT.refusal(chat("message", "\"content\":null", "\"content_filter\"")))
                .contains("content_filter");
        assertThat(CHAT.refusal(chat("message", "\"refusal\":\"I cannot.\"", "\"stop\"")))
                .contains("choices.message.refusal");
        assertThat(CHAT.refusal(chat("{\"error\":{}}"))).contains("is empty");
    }

    @Test
    void streams() throws Exception {
        ChatCompletions begin = chat("delta", "\"content\":\"Ye\"", "null");
        ChatCompletions prompt = chat("{\"id\":\"\",\"created\":0,\"choices\":[]}");
        assertThat(STREAM.refusal(prompt, begin, chat("delta", "", "\"stop\""))).isNull();
        assertThat(STREAM.refusal(prompt, begin, chat("delta", "", "\"length\"")))
                .contains("length in choices");
        assertThat(STREAM.refusal(begin, chat("delta", "\"refusal\":\"I\"", "\"stop\"")))
                .contains("choices.delta.refusal");
        assertThat(STREAM.refusal(prompt, prompt)).contains("is empty");
        assertThat(STREAM.refusal(prompt, begin)).contains("nothing in choices.finishReason");
        assertThat(STREAM.refusal(prompt, begin, chat("delta", "", "\"error\"")))
                .contains("error in choices");
        assertThat(STREAM.refusal(chat("delta", "\"content\":\"\"", "null"), chat("delta", "", "\"stop\"")))
                .contains("is empty");
    }

    @Test
    void textsAndEmbeddings() throws Exception {
        String text =
                "{\"id\":\"c\",\"created\":1,\"choices\":[{\"text\":\"Ye\",\"index\":0,\"finish_reason\":\"%s\"}]}";
        assertThat(TEXT.refusal(Completions.fromJson(JsonProviders.createReader(text.formatted("stop")))))
                .isNull();
        assertThat(TEXT.refusal(Completions.fromJson(JsonProviders.createReader(text.formatted("length")))))
                .contains("length");
        assertThat(TEXT.refusal(Completions.fromJson(
                        JsonProviders.createReader(text.formatted("stop").replace("\"Ye\"", "\"\"")))))
                .contains("is empty");
        assertThat(EMBEDDINGS.refusal(Embeddings.fromJson(JsonProviders.createReader("{\"data\":[]}"))))
                .contains("is empty");
    }

    @Test
    void imagesOfWhichEachIsThere() throws Exception {
        CataloguedMethod images = method("getImageGenerations");
        CataloguedMethod around = method("getImageGenerationsWithResponse");

        assertThat(images.refusal(images("{\"b64_json\":\"aQ==\"}"))).isNull();
        assertThat(around.refusal(around(images("{\"b64_json\":\"aQ==\"}")))).isNull();
        for (String empty : new String[] {"{}", "{\"b64_json\":\"\"}", "{\"url\":\"https://example.org/1.png\"}"}) {
            assertThat(images.refusal(images("{\"b64_json\":\"aQ==\"}," + empty)))
                    .contains("nothing in data.base64Data");
            assertThat(around.refusal(around(images(empty)))).contains("nothing in value.data.base64Data");
        }
    }

    private static ImageGenerations images(String data) throws Exception {
        return ImageGenerations.fromJson(JsonProviders.createReader("{\"created\":1,\"data\":[" + data + "]}"));
    }

    @Test
    void whatHasAnHttpAnswerAroundIt() throws Exception {
        CataloguedMethod chat = method("getChatCompletionsWithResponse");
        CataloguedMethod stream = method("getChatCompletionsStreamWithResponse");
        CataloguedMethod embeddings = method("getEmbeddingsWithResponse");
        CataloguedMethod transcript = method("getAudioTranscriptionTextWithResponse");

        assertThat(chat.refusal(around(chat("message", "\"content\":\"Yes.\"", "\"stop\""))))
                .isNull();
        assertThat(chat.refusal(around(chat("message", "\"content\":\"Ye\"", "\"length\""))))
                .contains("length in value.choices");
        assertThat(chat.refusal(around(chat("message", "\"refusal\":\"I cannot.\"", "\"stop\""))))
                .contains("value.choices.message.refusal");
        assertThat(chat.refusal(around(chat("{\"error\":{}}")))).contains("is empty");
        ChatCompletions begin = chat("delta", "\"content\":\"Ye\"", "null");
        assertThat(stream.refusal(around(begin), around(chat("delta", "", "\"stop\""))))
                .isNull();
        assertThat(stream.refusal(around(begin), around(chat("delta", "", "\"content_filter\""))))
                .contains("content_filter");
        assertThat(embeddings.refusal(around(Embeddings.fromJson(JsonProviders.createReader("{\"data\":[]}")))))
                .contains("is empty");
        assertThat(transcript.refusal(around(""))).contains("is empty");
        assertThat(transcript.refusal(around("Yes."))).isNull();
    }

    private static Object around(Object value) {
        return new SimpleResponse<>(null, 200, new HttpHeaders(), value);
    }

    private static ChatCompletions chat(String kind, String content, String reason) throws Exception {
        return chat("{\"id\":\"c\",\"created\":1,\"choices\":[{\"index\":0,\"finish_reason\":" + reason + ",\"" + kind
                + "\":{" + content + "}}]}");
    }

    private static ChatCompletions chat(String json) throws Exception {
        return ChatCompletions.fromJson(JsonProviders.createReader(json));
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("azure-openai", OpenAIClient.class.getName() + "#" + name);
    }
}
