package dev.reprise.clients.anthropicjava;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.core.ObjectMappers;
import com.anthropic.models.beta.messages.BetaMessage;
import com.anthropic.models.beta.messages.BetaMessageTokensCount;
import com.anthropic.models.beta.messages.BetaRawMessageStreamEvent;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageTokensCount;
import com.anthropic.models.messages.RawMessageStreamEvent;
import dev.reprise.clients.CataloguedMethod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the provider says of its own answers decides which are kept. */
class AnthropicAdmissionTest {

    private static final List<String> BAD = List.of(
            "max_tokens", "refusal", "model_context_window_exceeded", "pause_turn", "compaction", "of_tomorrow");
    private static final CataloguedMethod MESSAGE = method("blocking.MessageServiceImpl#create");
    private static final CataloguedMethod BETA = method("async.beta.MessageServiceAsyncImpl#create");
    private static final CataloguedMethod STREAM = method("blocking.MessageServiceImpl#createStreaming");
    private static final CataloguedMethod COUNT = method("blocking.MessageServiceImpl#countTokens");
    private static final CataloguedMethod BETA_COUNT = method("async.beta.MessageServiceAsyncImpl#countTokens");
    private static final CataloguedMethod BETAS = method("async.beta.MessageServiceAsyncImpl#createStreaming");

    @Test
    void messages() throws Exception {
        for (String reason : List.of("end_turn", "tool_use", "stop_sequence")) {
            assertThat(MESSAGE.refusal(read(message(reason), Message.class)))
                    .as(reason)
                    .isNull();
            assertThat(BETA.refusal(read(message(reason), BetaMessage.class)))
                    .as(reason)
                    .isNull();
        }
        for (String reason : BAD) {
            String expected = reason + " in stopReason";
            assertThat(MESSAGE.refusal(read(message(reason), Message.class))).contains(expected);
            assertThat(BETA.refusal(read(message(reason), BetaMessage.class))).contains(expected);
        }
        assertThat(MESSAGE.refusal(read("{\"content\":[],\"stop_reason\":\"end_turn\"}", Message.class)))
                .contains("is empty");
        assertThat(MESSAGE.refusal(read("{\"type\":\"error\",\"error\":{}}", Message.class)))
                .contains("error");
        assertThat(MESSAGE.refusal(read(message("end_turn").replace("\"end_turn\"", "null"), Message.class)))
                .contains("nothing in stopReason");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"text\",\"text\":\"\"}",
                "{\"type\":\"thinking\",\"thinking\":\"Hm.\",\"signature\":\"s\"}",
                "{\"type\":\"redacted_thinking\",\"data\":\"Hm.\"}"
            })
    void withoutAWord(String block) throws Exception {
        String message = "{\"content\":[" + block + "],\"stop_reason\":\"end_turn\"}";

        assertThat(MESSAGE.refusal(read(message, Message.class))).contains("is empty");
        assertThat(BETA.refusal(read(message, BetaMessage.class))).contains("is empty");
        assertThat(STREAM.refusal(
                        started(block, RawMessageStreamEvent.class), ended("end_turn", RawMessageStreamEvent.class)))
                .contains("is empty");
        assertThat(BETAS.refusal(
                        started(block, BetaRawMessageStreamEvent.class),
                        ended("end_turn", BetaRawMessageStreamEvent.class)))
                .contains("is empty");
    }

    /** The answer says that it could not look something up, which it can a moment later. */
    @ParameterizedTest
    @ValueSource(
            strings = {"web_search", "web_fetch", "code_execution", "bash_code_execution", "text_editor_code_execution"
            })
    void whoseToolsFailed(String tool) throws Exception {
        String block = "{\"type\":\"" + tool + "_tool_result\",\"tool_use_id\":\"t\",\"content\":{\"type\":\"" + tool
                + "_tool_result_error\",\"error_code\":\"unavailable\"}}";
        String message =
                "{\"content\":[" + block + ",{\"type\":\"text\",\"text\":\"Perhaps.\"}],\"stop_reason\":\"end_turn\"}";

        assertThat(MESSAGE.refusal(read(message, Message.class))).contains("something in content.");
        assertThat(BETA.refusal(read(message, BetaMessage.class))).contains("something in content.");
        assertThat(STREAM.refusal(
                        started(block, RawMessageStreamEvent.class), ended("end_turn", RawMessageStreamEvent.class)))
                .contains("something in contentBlockStart.contentBlock.");
        assertThat(BETAS.refusal(
                        started(block, BetaRawMessageStreamEvent.class),
                        ended("end_turn", BetaRawMessageStreamEvent.class)))
                .contains("something in contentBlockStart.contentBlock.");
    }

    @Test
    void toolCallsOnly() throws Exception {
        String block = "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}";
        String message = "{\"content\":[" + block + "],\"stop_reason\":\"tool_use\"}";

        assertThat(MESSAGE.refusal(read(message, Message.class))).isNull();
        assertThat(BETA.refusal(read(message, BetaMessage.class))).isNull();
        assertThat(STREAM.refusal(
                        started(block, RawMessageStreamEvent.class), ended("tool_use", RawMessageStreamEvent.class)))
                .isNull();
        assertThat(BETAS.refusal(
                        started(block, BetaRawMessageStreamEvent.class),
                        ended("tool_use", BetaRawMessageStreamEvent.class)))
                .isNull();
    }

    @Test
    void streamsThatDoNotSayWhyTheyEnded() throws Exception {
        assertThat(STREAM.refusal(begun(RawMessageStreamEvent.class), begun(RawMessageStreamEvent.class)))
                .contains("nothing in messageDelta.delta.stopReason");
    }

    @Test
    void streams() throws Exception {
        assertThat(STREAM.refusal(begun(RawMessageStreamEvent.class), ended("end_turn", RawMessageStreamEvent.class)))
                .isNull();
        assertThat(BETAS.refusal(
                        begun(BetaRawMessageStreamEvent.class), ended("end_turn", BetaRawMessageStreamEvent.class)))
                .isNull();
        for (String reason : BAD) {
            assertThat(STREAM.refusal(begun(RawMessageStreamEvent.class), ended(reason, RawMessageStreamEvent.class)))
                    .contains(reason);
            assertThat(BETAS.refusal(
                            begun(BetaRawMessageStreamEvent.class), ended(reason, BetaRawMessageStreamEvent.class)))
                    .contains(reason);
        }
        assertThat(STREAM.refusal(
                        ended("end_turn", RawMessageStreamEvent.class), ended("end_turn", RawMessageStreamEvent.class)))
                .contains("is empty");
    }

    @Test
    void counts() throws Exception {
        assertThat(COUNT.refusal(read("{\"input_tokens\":12}", MessageTokensCount.class)))
                .isNull();
        assertThat(BETA_COUNT.refusal(read("{\"input_tokens\":12}", BetaMessageTokensCount.class)))
                .isNull();
        assertThat(COUNT.refusal(read("{\"error\":{\"message\":\"of a proxy\"}}", MessageTokensCount.class)))
                .contains("is empty");
        assertThat(BETA_COUNT.refusal(read("{\"input_tokens\":null}", BetaMessageTokensCount.class)))
                .contains("is empty");
    }

    private static String message(String reason) {
        return "{\"id\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\"Yes.\"}],\"stop_reason\":\"" + reason + "\"}";
    }

    private static <T> T begun(Class<T> type) throws Exception {
        return read(
                "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Yes\"}}",
                type);
    }

    private static <T> T started(String block, Class<T> type) throws Exception {
        return read("{\"type\":\"content_block_start\",\"index\":0,\"content_block\":" + block + "}", type);
    }

    private static <T> T ended(String reason, Class<T> type) throws Exception {
        return read(
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"" + reason
                        + "\"},\"usage\":{\"output_tokens\":1}}",
                type);
    }

    private static <T> T read(String json, Class<T> type) throws Exception {
        return ObjectMappers.jsonMapper().readValue(json, type);
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("anthropic-java", "com.anthropic.services." + name);
    }
}
