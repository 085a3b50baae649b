package dev.reprise.clients.springai2;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.core.ObjectMappers;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.openai.models.audio.transcriptions.TranscriptionCreateResponse;
import com.openai.models.images.ImagesResponse;
import com.openai.models.moderations.ModerationCreateResponse;
import dev.reprise.clients.CataloguedMethod;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the provider says of its own answers decides which are kept. */
class SpringAiAdmissionTest {

    private static final String SERVICES = "com.anthropic.services.";
    private static final CataloguedMethod ANTHROPIC =
            CataloguedMethod.of("anthropic-java", SERVICES + "blocking.MessageServiceImpl$WithRawResponseImpl#create");
    private static final CataloguedMethod STREAM = CataloguedMethod.of(
            "anthropic-java", SERVICES + "async.MessageServiceAsyncImpl$WithRawResponseImpl#createStreaming");

    private static final List<String> BAD = List.of("max_tokens", "refusal", "model_context_window_exceeded");

    @Test
    void chatsOfAnthropic() throws Exception {
        assertThat(ANTHROPIC.refusal(message("end_turn"))).isNull();
        assertThat(ANTHROPIC.refusal(message("tool_use"))).isNull();
        for (String reason : BAD) {
            assertThat(ANTHROPIC.refusal(message(reason))).contains(reason);
        }
        assertThat(ANTHROPIC.refusal(read("{\"content\":[],\"stop_reason\":\"end_turn\"}", Message.class)))
                .contains("is empty");
    }

    @Test
    void streamedChatsOfAnthropic() throws Exception {
        RawMessageStreamEvent begun = read(
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Yes\"}}",
                RawMessageStreamEvent.class);

        assertThat(STREAM.refusal(begun, ended("end_turn"))).isNull();
        for (String reason : BAD) {
            assertThat(STREAM.refusal(begun, ended(reason))).contains(reason);
        }
        assertThat(STREAM.refusal(ended("end_turn"), ended("end_turn"))).contains("is empty");
    }

    @Test
    void whatElseOpenAiAnswers() throws Exception {
        CataloguedMethod image =
                CataloguedMethod.of("openai-java", "com.openai.services.blocking.ImageServiceImpl#generate");
        CataloguedMethod moderation =
                CataloguedMethod.of("openai-java", "com.openai.services.blocking.ModerationServiceImpl#create");
        CataloguedMethod transcription = CataloguedMethod.of(
                "openai-java", "com.openai.services.blocking.audio.TranscriptionServiceImpl#create");

        assertThat(image.refusal(ofOpenAi("{\"data\":[{\"b64_json\":\"iVBORw==\"}]}", ImagesResponse.class)))
                .isNull();
        assertThat(image.refusal(ofOpenAi("{\"data\":[{\"url\":\"http://a/b\"}]}", ImagesResponse.class)))
                .contains("data.url");
        assertThat(image.refusal(ofOpenAi("{\"data\":[]}", ImagesResponse.class)))
                .contains("nothing in data.b64Json");
        assertThat(moderation.refusal(ofOpenAi("{\"results\":[{}]}", ModerationCreateResponse.class)))
                .isNull();
        assertThat(moderation.refusal(ofOpenAi("{\"results\":[]}", ModerationCreateResponse.class)))
                .contains("is empty");
        assertThat(transcription.refusal(ofOpenAi("{\"text\":\"Yes.\"}", TranscriptionCreateResponse.class)))
                .isNull();
        assertThat(transcription.refusal(ofOpenAi("{\"text\":\"\"}", TranscriptionCreateResponse.class)))
                .contains("is empty");
    }

    private static <T> T ofOpenAi(String json, Class<T> type) throws Exception {
        return com.openai.core.ObjectMappers.jsonMapper().readValue(json, type);
    }

    private static Message message(String reason) throws Exception {
        return read(
                "{\"id\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\"Yes.\"}],\"stop_reason\":\"" + reason + "\"}",
                Message.class);
    }

    private static RawMessageStreamEvent ended(String reason) throws Exception {
        return read(
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + reason
                        + "\"},\"usage\":{\"output_tokens\":1}}",
                RawMessageStreamEvent.class);
    }

    private static <T> T read(String json, Class<T> type) throws Exception {
        return ObjectMappers.jsonMapper().readValue(json, type);
    }
}
