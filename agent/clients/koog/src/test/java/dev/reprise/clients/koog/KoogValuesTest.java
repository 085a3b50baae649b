package dev.reprise.clients.koog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.koog.prompt.Prompt;
import ai.koog.prompt.dsl.ModerationCategory;
import ai.koog.prompt.dsl.ModerationResult;
import ai.koog.prompt.executor.clients.LLMClient;
import ai.koog.prompt.executor.clients.anthropic.AnthropicModels;
import ai.koog.prompt.executor.clients.openai.OpenAILLMClient;
import ai.koog.prompt.executor.clients.openai.OpenAIModels;
import ai.koog.prompt.executor.ollama.client.OllamaClient;
import ai.koog.prompt.executor.ollama.client.OllamaModels;
import ai.koog.prompt.message.Message;
import ai.koog.prompt.message.MessagePart;
import ai.koog.prompt.streaming.IncompleteStreamException;
import ai.koog.prompt.streaming.StreamFrame;
import dev.reprise.clients.ProviderAnswers;
import dev.reprise.clients.RoundTrip;
import dev.reprise.clients.StandInProvider;
import dev.reprise.engine.coroutine.CoroutineShapes;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.shape.Shape;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.PartsCodec;
import dev.reprise.engine.value.Uncacheable;
import dev.reprise.engine.value.ValueCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the real clients make of a provider's answers comes back equal from an entry. */
class KoogValuesTest {

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
    void anAnswerComesBackEqualWithToolsThatCanBeCalled() throws Exception {
        for (String json : ProviderAnswers.OPENAI_CHAT.subList(0, 2)) {
            provider.answers("/v1/chat/completions", json);
            comesBack(Asking.said(openAi, OpenAIModels.Chat.GPT4o));
        }
        for (String json : ProviderAnswers.ANTHROPIC) {
            provider.answers("/v1/messages", json);
            comesBack(Asking.said(anthropic, AnthropicModels.Sonnet_4_5));
        }
    }

    private static void comesBack(Message.Assistant answer) throws Exception {
        Message.Assistant hit = (Message.Assistant) comesBack(answer, codec("execute"));

        assertThat(hit).hasToString(answer.toString());
        for (int i = 0; i < answer.getParts().size(); i++) {
            if (answer.getParts().get(i) instanceof MessagePart.Tool.Call call) {
                assertThat(((MessagePart.Tool.Call) hit.getParts().get(i)).getArgsJson())
                        .isEqualTo(call.getArgsJson());
            }
        }
    }

    /** Field by field, but for what is made of the others at the first need. */
    private static Object comesBack(Object answer, ValueCodec codec) throws Exception {
        Object hit = codec.decode(codec.encode(answer));

        assertThat(hit)
                .isNotSameAs(answer)
                .isEqualTo(answer)
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(".*\\$delegate.*")
                .isEqualTo(answer);
        return hit;
    }

    @Test
    void anAnswerThatDoesNotSayWhetherItIsWholeIsNotKept() throws Exception {
        provider.answers("/api/chat", ProviderAnswers.OLLAMA.get(0).replace("\n", ""));
        Message.Assistant answer = Asking.said(Clients.ollama(provider.url()), OllamaModels.Meta.LLAMA_3_2);

        assertThatThrownBy(() -> codec("execute").encode(answer))
                .isInstanceOf(Uncacheable.class)
                .hasMessageContaining("does not say whether it is whole");
    }

    @Test
    void theFramesOfAStreamComeBackEqualInTheirOrder() throws Exception {
        provider.streams("/v1/chat/completions", "text/event-stream", Answers.INSTANCE.getOPENAI_STREAM())
                .streams("/v1/messages", "text/event-stream", Answers.INSTANCE.getANTHROPIC_STREAM());

        for (List<StreamFrame> frames : List.of(
                Asking.streamed(openAi, OpenAIModels.Chat.GPT4o),
                Asking.streamed(anthropic, AnthropicModels.Sonnet_4_5))) {
            assertThat(frames).hasSizeGreaterThan(3).last().isInstanceOf(StreamFrame.End.class);
            PartsCodec codec = new PartsCodec(codec("executeStreaming"));
            assertThat(codec.decode(codec.encode(new ArrayList<>(frames)))).isEqualTo(frames);
        }
    }

    @Test
    void everyKindOfFrameComesBackEqual() throws Exception {
        for (StreamFrame frame : List.of(
                new StreamFrame.ReasoningDelta("id", "Hm", "h", 1),
                new StreamFrame.ToolCallDelta("id", "find", "{\"a\"", 2),
                new StreamFrame.ToolCallComplete("id", "find", "{\"a\":1}", 2),
                new StreamFrame.ReasoningComplete("id", List.of("Hm"), List.of("h"), "encrypted", 1))) {
            comesBack(frame, codec("executeStreaming"));
        }
    }

    @Test
    void aStreamThatBrokeOffFailsOrIsNotKept() throws Exception {
        provider.streams("/v1/chat/completions", "text/event-stream", Answers.INSTANCE.openAi(null, "Yes"))
                .streams("/v1/messages", "text/event-stream", Answers.INSTANCE.anthropic(null));

        assertThatThrownBy(() -> Asking.streamed(anthropic, AnthropicModels.Sonnet_4_5))
                .isInstanceOf(IncompleteStreamException.class);
        List<StreamFrame> frames = Asking.streamed(openAi, OpenAIModels.Chat.GPT4o);
        PartsCodec codec = new PartsCodec(codec("executeStreaming"));
        assertThatThrownBy(() -> codec.encode(new ArrayList<>(frames)))
                .isInstanceOf(Uncacheable.class)
                .hasMessageContaining("broke off");
    }

    @Test
    void vectorsComeBackEqual() throws Exception {
        provider.answers("/v1/embeddings", ProviderAnswers.OPENAI_EMBEDDING)
                .answers("/api/embed", ProviderAnswers.OLLAMA_EMBEDDING);
        List<Double> one = Asking.embedded(openAi, OpenAIModels.Embeddings.TextEmbedding3Small, "a");
        List<List<Double>> two =
                Asking.embedded(Clients.ollama(provider.url()), OllamaModels.Embeddings.NOMIC_EMBED_TEXT);

        assertThat(one).hasSize(4);
        assertThat(RoundTrip.of(one, codec(OpenAILLMClient.class, "embed", String.class)))
                .isEqualTo(one);
        assertThat(two).hasSize(2);
        assertThat(RoundTrip.of(two, codec(OllamaClient.class, "embed", List.class)))
                .isEqualTo(two);
    }

    @Test
    void whatAModerationFoundComesBackEqual() throws Exception {
        provider.answers("/v1/moderations", Answers.INSTANCE.getMODERATION());
        ModerationResult hit = moderated();

        assertThat(hit.isHarmful()).isTrue();
        assertThat(hit.getCategories()).hasSize(13);
        assertThat(hit.getViolatedCategories()).containsExactly(ModerationCategory.Hate.INSTANCE);
        assertThat(hit.violatesCategory(ModerationCategory.Hate.INSTANCE)).isTrue();
        provider.answers("/v1/moderations", Answers.INSTANCE.getMODERATION().replace("true", "false"));
        assertThat(moderated().getViolatedCategories()).isEmpty();
    }

    private ModerationResult moderated() throws Exception {
        ModerationResult found = Asking.moderated(openAi, OpenAIModels.Moderation.Omni);
        ModerationResult hit = (ModerationResult) RoundTrip.of(found, codec("moderate"));

        assertThat(hit).isEqualTo(found).hasToString(found.toString());
        for (ModerationCategory category : found.getCategories().keySet()) {
            assertThat(hit.getCategories().keySet()).anyMatch(each -> each.getClass() == category.getClass());
        }
        return hit;
    }

    private static ValueCodec codec(String method) throws Uncacheable {
        return codec(OpenAILLMClient.class, method, Prompt.class);
    }

    /** As the engine chooses it, from what the method declares. */
    private static ValueCodec codec(Class<?> owner, String method, Class<?> first) throws Uncacheable {
        Shape shape = CoroutineShapes.of(
                Arrays.stream(owner.getDeclaredMethods())
                        .filter(each -> each.getName().equals(method) && !each.isSynthetic())
                        .filter(each -> each.getParameterTypes()[0] == first)
                        .findFirst()
                        .orElseThrow(),
                FieldAccess.NONE);
        return new Codecs(FieldAccess.NONE).codec(shape.held(), owner, List.of("kotlin.collections."));
    }
}
