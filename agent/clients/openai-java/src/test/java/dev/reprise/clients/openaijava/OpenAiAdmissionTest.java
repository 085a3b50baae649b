package dev.reprise.clients.openaijava;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.ObjectMappers;
import com.openai.models.audio.transcriptions.TranscriptionCreateResponse;
import com.openai.models.audio.transcriptions.TranscriptionDiarized;
import com.openai.models.audio.transcriptions.TranscriptionVerbose;
import com.openai.models.audio.translations.TranslationCreateResponse;
import com.openai.models.audio.translations.TranslationVerbose;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.completions.Completion;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.images.ImagesResponse;
import com.openai.models.moderations.ModerationCreateResponse;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.inputtokens.InputTokenCountResponse;
import dev.reprise.clients.CataloguedMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the provider says of its own answers decides which are kept. */
class OpenAiAdmissionTest {

    private static final String SERVICES = "com.openai.services.";
    private static final CataloguedMethod CHAT = method("blocking.chat.ChatCompletionServiceImpl#create");
    private static final CataloguedMethod STREAM = method("async.chat.ChatCompletionServiceAsyncImpl#createStreaming");
    private static final CataloguedMethod RESPONSE = method("blocking.ResponseServiceImpl#create");
    private static final CataloguedMethod RESPONSES = method("blocking.ResponseServiceImpl#createStreaming");
    private static final CataloguedMethod EMBEDDING = method("blocking.EmbeddingServiceImpl#create");
    private static final CataloguedMethod TEXT = method("blocking.CompletionServiceImpl#create");
    private static final CataloguedMethod TEXTS = method("async.CompletionServiceAsyncImpl#createStreaming");
    private static final CataloguedMethod MODERATION = method("blocking.ModerationServiceImpl#create");
    private static final CataloguedMethod IMAGE = method("blocking.ImageServiceImpl#generate");
    private static final CataloguedMethod TRANSCRIPT = method("blocking.audio.TranscriptionServiceImpl#create");
    private static final CataloguedMethod TRANSLATION = method("async.audio.TranslationServiceAsyncImpl#create");
    private static final CataloguedMethod EDIT = method("async.ImageServiceAsyncImpl#edit");
    private static final CataloguedMethod VARIATION = method("blocking.ImageServiceImpl#createVariation");
    private static final CataloguedMethod COUNT = method("async.responses.InputTokenServiceAsyncImpl#count");

    private static final ResponseStreamEvent WORD =
            event("{\"type\":\"response.output_text.delta\",\"sequence_number\":1,\"delta\":\"Yes\"}");
    private static final ResponseStreamEvent COMPLETED =
            event("{\"type\":\"response.completed\",\"sequence_number\":1,\"response\":{\"status\":\"completed\"}}");

    @Test
    void chats() throws Exception {
        assertThat(CHAT.refusal(chat("stop", "\"content\":\"Yes.\",\"refusal\":null")))
                .isNull();
        assertThat(CHAT.refusal(chat("tool_calls", "\"content\":null,\"tool_calls\":[]")))
                .isNull();
        assertThat(CHAT.refusal(chat("function_call", "\"content\":null,\"function_call\":{\"name\":\"f\"}")))
                .isNull();
        assertThat(CHAT.refusal(chat("length", "\"content\":\"Ye\""))).contains("length in choices.finishReason");
        assertThat(CHAT.refusal(chat("content_filter", "\"content\":\"\""))).contains("content_filter");
        assertThat(CHAT.refusal(chat("stop", "\"refusal\":\"I cannot.\""))).contains("choices.message.refusal");
        assertThat(CHAT.refusal(read("{\"error\":{\"message\":\"of a proxy\"}}", ChatCompletion.class)))
                .contains("error");
        assertThat(CHAT.refusal(read("{\"choices\":[]}", ChatCompletion.class))).contains("is empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "of_tomorrow",
                "error",
                "insufficient_system_resource",
                "abort",
                "model_length",
                "max_tokens",
                "network_error",
                "sensitive"
            })
    void whatOtherProvidersCallAnUnfinishedChat(String reason) throws Exception {
        assertThat(CHAT.refusal(chat(reason, "\"content\":\"half\""))).contains(reason + " in choices.finishReason");
        assertThat(STREAM.refusal(chunk("{\"content\":\"half\"}", "null"), chunk("{}", "\"" + reason + "\"")))
                .contains(reason + " in choices.finishReason");
        assertThat(TEXT.refusal(text("\"" + reason + "\""))).contains(reason + " in choices.finishReason");
    }

    /** The answer says that it could not look something up, which it can a moment later. */
    @ParameterizedTest
    @ValueSource(strings = {"web_search_call", "code_interpreter_call", "image_generation_call"})
    void aResponseWhoseToolsFailed(String tool) throws Exception {
        String[] outcomes = {"completed", "failed", "incomplete"};
        for (String outcome : outcomes) {
            String response = "{\"status\":\"completed\",\"output\":[{\"type\":\"" + tool
                    + "\",\"id\":\"1\",\"status\":\"" + outcome
                    + "\"},{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Yes.\"}]}]}";
            String whole = RESPONSE.refusal(read(response, Response.class));
            String streamed = RESPONSES.refusal(
                    event("{\"type\":\"response.completed\",\"sequence_number\":1,\"response\":" + response + "}"));

            if (outcome.equals("completed")) {
                assertThat(whole).isNull();
                assertThat(streamed).isNull();
            } else {
                assertThat(whole).contains("its answer has " + outcome + " in output.");
                assertThat(streamed).contains("its answer has " + outcome + " in completed.response.output.");
            }
        }
    }

    @Test
    void aResponseThatNamesAFileOfAContainer() throws Exception {
        assertThat(RESPONSE.refusal(read(
                        "{\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"output_text\","
                                + "\"text\":\"Yes.\",\"annotations\":[{\"type\":\"container_file_citation\",\"container_id\":\"c\","
                                + "\"file_id\":\"f\",\"filename\":\"a.csv\",\"start_index\":0,\"end_index\":1}]}]}]}",
                        Response.class)))
                .contains("containerFileCitation");
    }

    @Test
    void whatDoesNotSayThatItIsFinished() throws Exception {
        String nothing = "nothing in choices.finishReason";

        assertThat(CHAT.refusal(read(
                        "{\"choices\":[{\"finish_reason\":null,\"message\":{\"content\":\"half\"}}]}",
                        ChatCompletion.class)))
                .contains(nothing);
        assertThat(CHAT.refusal(read("{\"choices\":[{\"message\":{\"content\":\"half\"}}]}", ChatCompletion.class)))
                .contains(nothing);
        assertThat(STREAM.refusal(chunk("{\"content\":\"half\"}", "null"), chunk("{}", "null")))
                .contains(nothing);
        assertThat(TEXT.refusal(text("null"))).contains(nothing);
        assertThat(TEXTS.refusal(text("null"), text("null"))).contains(nothing);
        assertThat(RESPONSES.refusal(WORD, WORD)).contains("nothing in completed.response.status");
    }

    @Test
    void anErrorBesideAnAnswer() throws Exception {
        String error = "{\"error\":{\"code\":502,\"message\":\"upstream failed\"},";

        assertThat(CHAT.refusal(read(
                        error + "\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"half\"}}]}",
                        ChatCompletion.class)))
                .contains("something in error");
        assertThat(STREAM.refusal(
                        chunk("{\"content\":\"half\"}", "\"stop\""),
                        read(error + "\"choices\":[]}", ChatCompletionChunk.class)))
                .contains("something in error");
        assertThat(TEXT.refusal(read(
                        error + "\"choices\":[{\"text\":\"half\",\"finish_reason\":\"stop\"}]}", Completion.class)))
                .contains("something in error");
        assertThat(IMAGE.refusal(read(error + "\"data\":[{\"b64_json\":\"aQ==\"}]}", ImagesResponse.class)))
                .contains("something in error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"content\":\"\"",
                "\"content\":null",
                "\"role\":\"assistant\"",
                "\"content\":\"\",\"tool_calls\":[]",
                "\"content\":\"\",\"reasoning_content\":\"Hm.\""
            })
    void aChatWithoutAWord(String message) throws Exception {
        assertThat(CHAT.refusal(read(
                        "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{" + message + "}}]}",
                        ChatCompletion.class)))
                .contains("is empty");
        assertThat(STREAM.refusal(chunk("{" + message + "}", "null"), chunk("{}", "\"stop\"")))
                .contains("is empty");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"content\":\"Yes.\"",
                "\"content\":null,\"tool_calls\":[{\"id\":\"1\",\"type\":\"function\",\"function\":{\"name\":\"f\"}}]",
                "\"function_call\":{\"name\":\"f\"}",
                "\"audio\":{\"id\":\"a\",\"data\":\"AAA=\"}"
            })
    void aChatThatIsOnlyOneThing(String message) throws Exception {
        assertThat(CHAT.refusal(read(
                        "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{" + message + "}}]}",
                        ChatCompletion.class)))
                .isNull();
        assertThat(STREAM.refusal(chunk("{" + message + "}", "null"), chunk("{}", "\"stop\"")))
                .isNull();
    }

    @Test
    void aTextOrAResponseWithoutAWord() throws Exception {
        for (String text : new String[] {"\"text\":\"\",", ""}) {
            assertThat(TEXT.refusal(read("{\"choices\":[{" + text + "\"finish_reason\":\"stop\"}]}", Completion.class)))
                    .contains("is empty");
        }
        assertThat(RESPONSE.refusal(response("completed", "output_text\",\"text\":\"")))
                .contains("is empty");
        assertThat(RESPONSE.refusal(output("{\"type\":\"reasoning\",\"id\":\"r\",\"summary\":[]}")))
                .contains("is empty");
        assertThat(RESPONSE.refusal(
                        output("{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"{}\"}")))
                .isNull();
        assertThat(RESPONSES.refusal(COMPLETED, COMPLETED)).contains("is empty");
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
        for (String status :
                new String[] {"incomplete", "failed", "cancelled", "in_progress", "queued", "of_tomorrow"}) {
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
        assertThat(RESPONSES.refusal(WORD, COMPLETED)).isNull();
        assertThat(RESPONSES.refusal(
                        event(
                                "{\"type\":\"response.output_item.done\",\"sequence_number\":1,\"item\":"
                                        + "{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"{}\"}}"),
                        COMPLETED))
                .isNull();
        assertThat(RESPONSES.refusal(event("{\"type\":\"response.incomplete\",\"sequence_number\":1,\"response\":{}}")))
                .contains("incomplete");
        assertThat(RESPONSES.refusal(event("{\"type\":\"response.failed\",\"sequence_number\":1,\"response\":{}}")))
                .contains("failed");
        assertThat(RESPONSES.refusal(
                        event("{\"type\":\"response.refusal.delta\",\"sequence_number\":1,\"delta\":\"I\"}"),
                        COMPLETED))
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

    @Test
    void texts() throws Exception {
        assertThat(TEXT.refusal(text("\"stop\""))).isNull();
        assertThat(TEXT.refusal(text("\"length\""))).contains("length in choices.finishReason");
        assertThat(TEXT.refusal(text("\"content_filter\""))).contains("content_filter");
        assertThat(TEXT.refusal(read("{\"error\":{\"message\":\"of a proxy\"}}", Completion.class)))
                .contains("error");
        assertThat(TEXTS.refusal(text("null"), text("\"stop\""))).isNull();
        assertThat(TEXTS.refusal(text("null"), text("\"length\""))).contains("length in choices.finishReason");
    }

    @Test
    void moderations() throws Exception {
        assertThat(MODERATION.refusal(read("{\"results\":[{\"flagged\":false}]}", ModerationCreateResponse.class)))
                .isNull();
        assertThat(MODERATION.refusal(read("{\"results\":[]}", ModerationCreateResponse.class)))
                .contains("is empty");
    }

    @Test
    void imagesThatAreThereAndNotOnlyTheirAddresses() throws Exception {
        assertThat(IMAGE.refusal(images("{\"b64_json\":\"aQ==\",\"revised_prompt\":\"A fox\"}")))
                .isNull();
        assertThat(IMAGE.refusal(images("{\"b64_json\":\"aQ==\",\"url\":null}")))
                .isNull();
        assertThat(IMAGE.refusal(images("{\"url\":\"https://example.org/1.png\"}")))
                .contains("data.url");
        assertThat(IMAGE.refusal(images("{\"b64_json\":\"aQ==\"},{\"url\":\"https://example.org/1.png\"}")))
                .contains("data.url");
        assertThat(EDIT.refusal(images("{\"url\":\"https://example.org/1.png\"}")))
                .contains("data.url");
        assertThat(VARIATION.refusal(images("{\"url\":\"https://example.org/1.png\"}")))
                .contains("data.url");
        for (String data : new String[] {"", "{\"revised_prompt\":\"A fox\"}", "{}", "{\"b64_json\":\"\"}"}) {
            assertThat(IMAGE.refusal(images(data))).contains("nothing in data.b64Json");
            assertThat(IMAGE.refusal(images("{\"b64_json\":\"aQ==\"}" + (data.isEmpty() ? "" : "," + data))))
                    .isEqualTo(data.isEmpty() ? null : "a piece of its answer has nothing in data.b64Json");
        }
    }

    @Test
    void transcripts() throws Exception {
        assertThat(TRANSCRIPT.refusal(read("{\"text\":\"Yes.\"}", TranscriptionCreateResponse.class)))
                .isNull();
        assertThat(TRANSCRIPT.refusal(
                        TranscriptionCreateResponse.ofVerbose(read("{\"text\":\"Yes.\"}", TranscriptionVerbose.class))))
                .isNull();
        assertThat(TRANSCRIPT.refusal(TranscriptionCreateResponse.ofDiarized(
                        read("{\"text\":\"Yes.\"}", TranscriptionDiarized.class))))
                .isNull();
        assertThat(TRANSCRIPT.refusal(read("{\"text\":\"\"}", TranscriptionCreateResponse.class)))
                .contains("is empty");
        assertThat(TRANSCRIPT.refusal(
                        read("{\"error\":{\"message\":\"of a proxy\"}}", TranscriptionCreateResponse.class)))
                .contains("is empty");
        assertThat(TRANSLATION.refusal(read("{\"text\":\"Yes.\"}", TranslationCreateResponse.class)))
                .isNull();
        assertThat(TRANSLATION.refusal(
                        TranslationCreateResponse.ofVerbose(read("{\"text\":\"Yes.\"}", TranslationVerbose.class))))
                .isNull();
        assertThat(TRANSLATION.refusal(read("{\"text\":\"\"}", TranslationCreateResponse.class)))
                .contains("is empty");
    }

    @Test
    void counts() throws Exception {
        assertThat(COUNT.refusal(read("{\"input_tokens\":7}", InputTokenCountResponse.class)))
                .isNull();
        assertThat(COUNT.refusal(read("{\"object\":\"x\"}", InputTokenCountResponse.class)))
                .contains("is empty");
    }

    private static Response output(String item) throws Exception {
        return read("{\"status\":\"completed\",\"output\":[" + item + "]}", Response.class);
    }

    private static Completion text(String reason) throws Exception {
        return read(
                "{\"id\":\"c\",\"choices\":[{\"index\":0,\"text\":\"Yes\",\"finish_reason\":" + reason + "}]}",
                Completion.class);
    }

    private static ImagesResponse images(String data) throws Exception {
        return read("{\"created\":1,\"data\":[" + data + "]}", ImagesResponse.class);
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

    private static ResponseStreamEvent event(String json) {
        try {
            return read(json, ResponseStreamEvent.class);
        } catch (Exception unreadable) {
            throw new IllegalArgumentException(json, unreadable);
        }
    }

    private static <T> T read(String json, Class<T> type) throws Exception {
        return ObjectMappers.jsonMapper().readValue(json, type);
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("openai-java", SERVICES + name);
    }
}
