package dev.reprise.clients.anthropicjava;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.beta.messages.BetaMessage;
import com.anthropic.models.beta.messages.BetaMessageTokensCount;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.MessageTokensCount;
import dev.reprise.clients.StandInProvider;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.ValueCodec;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the real client makes of a provider's answers comes back equal from an entry. */
class AnthropicValuesTest {

    static final String TEXT = answer("""
            {"type":"text","text":"Grüße – 你好 \\ud83d\\ude00 \\"quoted\\"","citations":null}""");
    private static final String TOOL = answer("""
            {"type":"tool_use","id":"toolu_1","name":"find_order","input":{"number":42,"tags":["a",null,1.50]}}""");
    private static final String THINKING = answer("""
            {"type":"thinking","thinking":"Hm.","signature":"c2ln"},{"type":"text","text":"Yes.","citations":null}""");
    private static final String UNKNOWN = answer("""
            {"type":"hologram","pixels":[1,2,3]}""");

    private StandInProvider provider;
    private AnthropicClient client;

    @BeforeEach
    void startProvider() {
        provider = StandInProvider.start();
        client = AnthropicOkHttpClient.builder()
                .apiKey("key")
                .baseUrl(provider.url())
                .build();
    }

    @AfterEach
    void stopProvider() {
        client.close();
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TEXT", "TOOL", "THINKING", "UNKNOWN"})
    void aMessageComesBackEqualAndAnotherObject(String name) throws Exception {
        provider.answers("/v1/messages", named(name));
        Message message = client.messages()
                .create(MessageCreateParams.builder()
                        .model("claude-sonnet-4-5")
                        .maxTokens(100)
                        .addUserMessage("hi")
                        .build());
        BetaMessage beta = client.beta()
                .messages()
                .create(com.anthropic.models.beta.messages.MessageCreateParams.builder()
                        .model("claude-sonnet-4-5")
                        .maxTokens(100)
                        .addUserMessage("hi")
                        .build());

        comesBack(message, Message.class);
        comesBack(beta, BetaMessage.class);
    }

    @Test
    void aCountComesBackEqualAndAnotherObject() throws Exception {
        provider.answers(
                "/v1/messages/count_tokens",
                "{\"input_tokens\":12,\"context_management\":{\"original_input_tokens\":20},\"of_tomorrow\":[1.50]}");

        comesBack(
                client.messages()
                        .countTokens(MessageCountTokensParams.builder()
                                .model("claude-sonnet-4-5")
                                .addUserMessage("hi")
                                .build()),
                MessageTokensCount.class);
        comesBack(
                client.beta()
                        .messages()
                        .countTokens(com.anthropic.models.beta.messages.MessageCountTokensParams.builder()
                                .model("claude-sonnet-4-5")
                                .addUserMessage("hi")
                                .build()),
                BetaMessageTokensCount.class);
    }

    private static void comesBack(Object value, Class<?> declared) throws Exception {
        ValueCodec codec = new Codecs(FieldAccess.NONE).codec(declared, declared, List.of("com.anthropic."));
        byte[] written = codec.encode(value);
        Object first = codec.decode(written);
        Object second = codec.decode(written);

        assertThat(first).isEqualTo(value).hasSameClassAs(value).isNotSameAs(value);
        assertThat(first.toString()).isEqualTo(value.toString());
        assertThat(second).isEqualTo(first).isNotSameAs(first);
        assertThat(codec.encode(first)).isEqualTo(written);
    }

    private static String named(String name) {
        return switch (name) {
            case "TEXT" -> TEXT;
            case "TOOL" -> TOOL;
            case "THINKING" -> THINKING;
            default -> UNKNOWN;
        };
    }

    private static String answer(String content) {
        return """
                {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[%s],
                 "stop_reason":"end_turn","stop_sequence":null,"of_tomorrow":{"a":[true]},
                 "usage":{"input_tokens":10,"output_tokens":5,"cache_creation_input_tokens":null,
                          "cache_read_input_tokens":3,"server_tool_use":null}}""".formatted(content.strip());
    }
}
