package dev.reprise.clients.koog;

import static org.assertj.core.api.Assertions.assertThat;

import ai.koog.prompt.executor.clients.LLMClient;
import ai.koog.prompt.executor.clients.anthropic.AnthropicModels;
import ai.koog.prompt.executor.clients.openai.OpenAIModels;
import ai.koog.prompt.message.Message;
import ai.koog.prompt.streaming.StreamFrame;
import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.ProviderAnswers;
import dev.reprise.clients.StandInProvider;
import dev.reprise.engine.worth.ModelUse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers are fit to be kept, as the real clients make them of what a provider says. */
class KoogAdmissionTest {

    private static final String OPENAI = "ai.koog.prompt.executor.clients.openai.OpenAILLMClient#";
    private static final String ANTHROPIC = "ai.koog.prompt.executor.clients.anthropic.AnthropicLLMClient#";

    private StandInProvider provider;
    private LLMClient openAi;
    private LLMClient anthropic;

    @BeforeEach
    void startProvider() {
        provider = StandInProvider.start();
        openAi = Clients.openAi(provider.url());
        anthropic = Clients.anthropic(provider.url());
    }

    @AfterEach
    void stopProvider() throws Exception {
        openAi.close();
        anthropic.close();
        provider.close();
    }

    @Test
    void textAndToolCallsAreKept() {
        CataloguedMethod openai = CataloguedMethod.of("koog", OPENAI + "execute");
        CataloguedMethod claude = CataloguedMethod.of("koog", ANTHROPIC + "execute");

        for (String json : ProviderAnswers.OPENAI_CHAT.subList(0, 2)) {
            assertThat(openai.refusal(openAi(json))).isNull();
        }
        for (String json : ProviderAnswers.ANTHROPIC) {
            assertThat(claude.refusal(anthropic(json))).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"length", "content_filter", "model_length", "error"})
    void whatOpenAiCutShortOrFilteredIsNotKept(String reason) {
        String json = ProviderAnswers.OPENAI_CHAT.get(0).replace("\"stop\"", '"' + reason + '"');

        assertThat(CataloguedMethod.of("koog", OPENAI + "execute").refusal(openAi(json)))
                .contains(reason + " in finishReason");
        provider.streams("/v1/chat/completions", "text/event-stream", Answers.INSTANCE.openAi(reason, "a", "b"));
        List<StreamFrame> frames = Asking.streamed(openAi, OpenAIModels.Chat.GPT4o);
        assertThat(CataloguedMethod.of("koog", OPENAI + "executeStreaming").refusal(frames.toArray()))
                .contains(reason + " in finishReason");
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_tokens", "refusal", "model_context_window_exceeded", "pause_turn"})
    void whatAnthropicCutShortOrRefusedIsNotKept(String reason) {
        String json = ProviderAnswers.ANTHROPIC.get(0).replace("end_turn", reason);

        assertThat(CataloguedMethod.of("koog", ANTHROPIC + "execute").refusal(anthropic(json)))
                .contains(reason + " in finishReason");
        provider.streams("/v1/messages", "text/event-stream", Answers.INSTANCE.anthropic(reason));
        List<StreamFrame> frames = Asking.streamed(anthropic, AnthropicModels.Sonnet_4_5);
        assertThat(CataloguedMethod.of("koog", ANTHROPIC + "executeStreaming").refusal(frames.toArray()))
                .contains(reason + " in finishReason");
    }

    @Test
    void anAnswerWithoutContentIsNotKept() {
        String json = """
                {"id":"1","object":"chat.completion","created":1,"model":"gpt-4o","choices":[{"index":0,"message":
                 {"role":"assistant","content":"","refusal":null},"finish_reason":"stop"}]}""";

        assertThat(CataloguedMethod.of("koog", OPENAI + "execute").refusal(openAi(json)))
                .contains("is empty");
    }

    @Test
    void aRefusalOfOpenAisIsNotKept() {
        String json = """
                {"id":"1","object":"chat.completion","created":1,"model":"gpt-4o","choices":[{"index":0,"message":
                 {"role":"assistant","content":null,"refusal":"No."},"finish_reason":"stop"}]}""";

        assertThat(CataloguedMethod.of("koog", OPENAI + "execute").refusal(openAi(json)))
                .isNotNull();
    }

    @Test
    void aModerationIsKeptWhateverItFound() {
        for (String json : List.of(
                Answers.INSTANCE.getMODERATION(),
                Answers.INSTANCE.getMODERATION().replace("true", "false"))) {
            provider.answers("/v1/moderations", json);

            assertThat(CataloguedMethod.of("koog", OPENAI + "moderate")
                            .refusal(Asking.moderated(openAi, OpenAIModels.Moderation.Omni)))
                    .isNull();
        }
    }

    @Test
    void whatAnAnswerCostIsReadFromItAndTheModelFromTheCall() {
        Call call = new Call(null, null, OpenAIModels.Chat.GPT4o);
        String json = """
                {"id":"1","object":"chat.completion","created":1,"model":"gpt-4o","choices":[{"index":0,"message":
                 {"role":"assistant","content":"Yes."},"finish_reason":"stop"}],
                 "usage":{"prompt_tokens":2006,"completion_tokens":300,"total_tokens":2306}}""";

        assertThat(CataloguedMethod.of("koog", OPENAI + "execute").use(call, openAi(json)))
                .isEqualTo(new ModelUse("gpt-4o", 1, 1, 2006, 300, 0, 0));
        ModelUse use = CataloguedMethod.of("koog", ANTHROPIC + "execute")
                .use(call, anthropic(ProviderAnswers.ANTHROPIC.get(0)));
        assertThat(use.counted()).isEqualTo(1);
        assertThat(use.input()).isPositive();
    }

    private Message.Assistant openAi(String json) {
        provider.answers("/v1/chat/completions", json);
        return Asking.said(openAi, OpenAIModels.Chat.GPT4o);
    }

    private Message.Assistant anthropic(String json) {
        provider.answers("/v1/messages", json);
        return Asking.said(anthropic, AnthropicModels.Sonnet_4_5);
    }
}
