package dev.reprise.clients.springai2;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.core.ObjectMappers;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.RawMessageStreamEvent;
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
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                RawMessageStreamEvent.class);

        assertThat(STREAM.refusal(begun, ended("end_turn"))).isNull();
        for (String reason : BAD) {
            assertThat(STREAM.refusal(begun, ended(reason))).contains(reason);
        }
        assertThat(STREAM.refusal(ended("end_turn"), ended("end_turn"))).contains("is empty");
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
