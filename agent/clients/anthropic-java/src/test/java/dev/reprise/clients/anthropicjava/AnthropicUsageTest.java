package dev.reprise.clients.anthropicjava;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.core.ObjectMappers;
import com.anthropic.models.beta.messages.BetaMessage;
import com.anthropic.models.beta.messages.BetaRawMessageStreamEvent;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.RawMessageStreamEvent;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.engine.worth.ModelUse;
import org.junit.jupiter.api.Test;

/** Anthropic counts what its own cache had or got beside the tokens of the input; here they are among them. */
class AnthropicUsageTest {

    private static final String MESSAGE = "{\"model\":\"claude-sonnet-4-5-20250929\",\"usage\":{\"input_tokens\":50,"
            + "\"cache_creation_input_tokens\":1000,\"cache_read_input_tokens\":8000,\"output_tokens\":503}}";
    private static final String BEGUN = "{\"type\":\"message_start\",\"message\":" + MESSAGE.replace("503", "1") + "}";
    private static final String ENDED =
            "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":503}}";
    private static final ModelUse USE = new ModelUse("claude-sonnet-4-5-20250929", 1, 1, 9050, 503, 8000, 1000);

    @Test
    void ofMessages() throws Exception {
        assertThat(method("blocking.MessageServiceImpl#create").use(read(MESSAGE, Message.class)))
                .isEqualTo(USE);
        assertThat(method("async.beta.MessageServiceAsyncImpl#create").use(read(MESSAGE, BetaMessage.class)))
                .isEqualTo(USE);
    }

    @Test
    void withoutACacheOfItsOwn() throws Exception {
        Message message = read(
                "{\"model\":\"claude-haiku-4-5\",\"usage\":{\"input_tokens\":50,\"output_tokens\":3,"
                        + "\"cache_creation_input_tokens\":null}}",
                Message.class);

        assertThat(method("blocking.MessageServiceImpl#create").use(message))
                .isEqualTo(new ModelUse("claude-haiku-4-5", 1, 1, 50, 3, 0, 0));
    }

    @Test
    void ofMessagesInPartsTheFirstTellsOfTheInputAndTheLastOfTheOutput() throws Exception {
        assertThat(method("blocking.MessageServiceImpl#createStreaming")
                        .use(read(BEGUN, RawMessageStreamEvent.class), read(ENDED, RawMessageStreamEvent.class)))
                .isEqualTo(USE);
        assertThat(method("async.beta.MessageServiceAsyncImpl#createStreaming")
                        .use(
                                read(BEGUN, BetaRawMessageStreamEvent.class),
                                read(ENDED, BetaRawMessageStreamEvent.class)))
                .isEqualTo(USE);
    }

    private static <T> T read(String json, Class<T> type) throws Exception {
        return ObjectMappers.jsonMapper().readValue(json, type);
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("anthropic-java", "com.anthropic.services." + name);
    }
}
