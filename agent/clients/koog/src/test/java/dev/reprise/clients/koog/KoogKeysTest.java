package dev.reprise.clients.koog;

import static org.assertj.core.api.Assertions.assertThat;

import ai.koog.prompt.executor.clients.LLMClient;
import ai.koog.prompt.executor.clients.anthropic.AnthropicModels;
import ai.koog.prompt.executor.clients.openai.OpenAIModels;
import ai.koog.prompt.executor.ollama.client.OllamaModels;
import ai.koog.prompt.llm.LLModel;
import ai.koog.prompt.params.LLMParams;
import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.Metamorphosis;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class KoogKeysTest {

    private static final String URL = "http://localhost:8080";
    private static final CataloguedMethod OPENAI = method("clients.openai.OpenAILLMClient#execute");
    private static final CataloguedMethod OPENAI_STREAM = method("clients.openai.OpenAILLMClient#executeStreaming");
    private static final CataloguedMethod ANTHROPIC = method("clients.anthropic.AnthropicLLMClient#execute");
    private static final CataloguedMethod ANTHROPIC_STREAM =
            method("clients.anthropic.AnthropicLLMClient#executeStreaming");

    private int changed;

    @Test
    void anyOneChangeOfACallChangesItsKey() {
        LLMClient openAi = Clients.openAi(URL);
        LLMClient anthropic = Clients.anthropic(URL);

        for (CataloguedMethod method : List.of(OPENAI, OPENAI_STREAM)) {
            check(method, choice -> call(openAi, OpenAIModels.Chat.GPT4o, Requests.openAi(choice), choice));
        }
        for (CataloguedMethod method : List.of(ANTHROPIC, ANTHROPIC_STREAM)) {
            check(method, choice -> call(anthropic, AnthropicModels.Sonnet_4_5, Requests.anthropic(choice), choice));
        }
        check(
                method("clients.openai.OpenAILLMClient#moderate"),
                choice -> new Call(
                        openAi, Requests.prompt(Requests.openAi(choice), choice), OpenAIModels.Moderation.Omni, null));
        check(
                method("clients.openai.OpenAILLMClient#embed"),
                choice -> new Call(openAi, "a", OpenAIModels.Embeddings.TextEmbedding3Small, null));
        check(
                method("ollama.client.OllamaClient#embed(java.util.List"),
                choice -> new Call(
                        Clients.ollama(URL), List.of("a", "b"), OllamaModels.Embeddings.NOMIC_EMBED_TEXT, null));

        System.out.println(changed + " changed calls in all");
        assertThat(changed).isGreaterThan(2_000);
    }

    private void check(CataloguedMethod method, IntFunction<Call> calls) {
        Metamorphosis metamorphosis = new Metamorphosis(method::key)
                .except(
                        ".*#(clock|logger|timeoutConfig)",
                        "when it was, what is written down of it, how long it may take")
                .except("0\\.id", "is told to no provider")
                .except("0\\.messages.*\\.metaInfo\\.timestamp", "when a message was made is told to no provider")
                .except(".*#(argsJson\\$delegate|json)", "made of the other fields; the library's own")
                .except(
                        "this\\.settings\\.modelVersionsMap\\.\\{key .*",
                        "a key of a map that cannot be without a name")
                .except("ai.koog.http.client.ktor.KtorKoogHttpClient#ktorClient", "changed by the other tests");
        for (int choice = 0; choice < 2; choice++) {
            metamorphosis.change(calls.apply(choice));
        }
        changed += metamorphosis.check();
    }

    @Test
    void anEqualRequestToAnEqualClientHasTheSameKeyWheneverItWasMade() {
        for (int choice = 0; choice < 2; choice++) {
            Call one = call(Clients.openAi(URL), OpenAIModels.Chat.GPT4o, Requests.openAi(choice), choice);
            Call later = new Call(
                    Clients.openAi(URL),
                    Requests.prompt(Requests.openAi(choice), choice, 1_763_000_000),
                    OpenAIModels.Chat.GPT4o,
                    Requests.tools(choice),
                    null);

            assertThat(OPENAI.key(later)).isEqualTo(OPENAI.key(one)).doesNotStartWith("bypass:");
        }
    }

    @Test
    void clientsThatDifferInOneOptionNeverShare() {
        Set<String> keys = new HashSet<>();
        for (LLMClient client : HttpClientsOfKoog.different(URL)) {
            keys.add(OPENAI.key(call(client, OpenAIModels.Chat.GPT4o, Requests.openAi(0), 0)));
        }

        assertThat(keys).hasSize(HttpClientsOfKoog.different(URL).size()).noneMatch(key -> key.startsWith("bypass:"));
    }

    @Test
    void anHttpClientThatTheServiceHasAHandInIsABypass() {
        HttpClientsOfKoog.unknown(URL).forEach((what, client) -> assertThat(
                        OPENAI.key(call(client, OpenAIModels.Chat.GPT4o, Requests.openAi(0), 0)))
                .as(what)
                .startsWith("bypass: this.httpClient"));
    }

    @Test
    void whatOnlyTakesItsTimeDoesNotCount() {
        Set<String> keys = new HashSet<>();
        for (LLMClient client : HttpClientsOfKoog.alike(URL)) {
            keys.add(OPENAI.key(call(client, OpenAIModels.Chat.GPT4o, Requests.openAi(0), 0)));
        }

        assertThat(keys).singleElement().asString().doesNotStartWith("bypass:");
    }

    @Test
    void aCallThatTheProviderKeepsStateAboutIsABypass() {
        for (LLMParams params : Requests.stateful()) {
            assertThat(OPENAI.key(call(Clients.openAi(URL), OpenAIModels.Chat.GPT4o, params, 0)))
                    .startsWith("bypass:");
        }
        assertThat(ANTHROPIC.key(call(Clients.anthropic(URL), AnthropicModels.Sonnet_4_5, Requests.inContainer(), 0)))
                .startsWith("bypass:");
    }

    private static Call call(LLMClient client, LLModel model, LLMParams params, int choice) {
        return new Call(client, Requests.prompt(params, choice), model, Requests.tools(choice), null);
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("koog", "ai.koog.prompt.executor." + name);
    }
}
