package dev.reprise.clients.ollama4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.Metamorphosis;
import dev.reprise.clients.Samples;
import io.github.ollama4j.Ollama;
import io.github.ollama4j.models.chat.OllamaChatMessage;
import io.github.ollama4j.models.chat.OllamaChatMessageRole;
import io.github.ollama4j.models.chat.OllamaChatRequest;
import io.github.ollama4j.models.chat.OllamaChatResponseModel;
import io.github.ollama4j.models.chat.OllamaChatTokenHandler;
import io.github.ollama4j.models.chat.OllamaChatToolCalls;
import io.github.ollama4j.models.embed.OllamaEmbedRequest;
import io.github.ollama4j.models.generate.OllamaGenerateRequest;
import io.github.ollama4j.models.generate.OllamaGenerateStreamObserver;
import io.github.ollama4j.models.request.Auth;
import io.github.ollama4j.models.request.BasicAuth;
import io.github.ollama4j.models.request.BearerAuth;
import io.github.ollama4j.models.request.OllamaChatEndpointCaller;
import io.github.ollama4j.models.request.OllamaGenerateEndpointCaller;
import io.github.ollama4j.tools.OllamaToolCallsFunction;
import io.github.ollama4j.tools.Tools;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class Ollama4jKeysTest {

    private static final CataloguedMethod CHAT = method("models.request.OllamaChatEndpointCaller#callSync");
    private static final CataloguedMethod GENERATE = method("models.request.OllamaGenerateEndpointCaller#callSync");
    private static final CataloguedMethod EMBED = method("Ollama#embed");

    private int changed;

    @Test
    void anyOneChangeOfACallChangesItsKey() {
        for (int choice = 0; choice < 9; choice++) {
            Auth auth = choice % 2 == 0 ? new BasicAuth("user", "password") : new BearerAuth("token");
            check(CHAT, chatCaller("http://a", auth), samples(choice).full(OllamaChatRequest.class));
            check(GENERATE, generateCaller("http://a", auth), samples(choice).full(OllamaGenerateRequest.class));
            check(EMBED, client("http://a", auth), samples(choice).full(OllamaEmbedRequest.class));
        }
        System.out.println(changed + " changed calls of ollama4j had another key");

        assertThat(changed).isGreaterThan(2_000);
    }

    private void check(CataloguedMethod method, Object receiver, Object request) {
        Metamorphosis metamorphosis = new Metamorphosis(method::key)
                .except(".*(Ollama|OllamaEndpointCaller)#.*TimeoutSeconds", "a call that takes longer throws")
                .except(
                        ".*Ollama#(numberOfRetriesForModelPull|metricsEnabled)",
                        "of fetching models, of counting calls")
                .except(".*Ollama#(toolRegistry|maxChatToolCallRetries)", "of chats, not of embeddings")
                .except(".*Tools\\$Tool#toolFunction", "is run by the service, not by the model");
        metamorphosis.change(new Call(receiver, request));
        changed += metamorphosis.check();
    }

    @Test
    void theSameRequestMadeInAnotherOrderForAnEqualClientHasTheSameKey() {
        for (int choice = 0; choice < 6; choice++) {
            Samples one = samples(choice);
            Samples other = samples(choice).reversed();
            Auth auth = new BasicAuth("user", "password");
            Auth equalAuth = new BasicAuth("user", "password");

            assertThat(CHAT.key(new Call(chatCaller("http://a", equalAuth), other.full(OllamaChatRequest.class))))
                    .isEqualTo(CHAT.key(new Call(chatCaller("http://a", auth), one.full(OllamaChatRequest.class))))
                    .doesNotStartWith("bypass:");
            assertThat(GENERATE.key(
                            new Call(generateCaller("http://a", equalAuth), other.full(OllamaGenerateRequest.class))))
                    .isEqualTo(GENERATE.key(
                            new Call(generateCaller("http://a", auth), one.full(OllamaGenerateRequest.class))))
                    .doesNotStartWith("bypass:");
            assertThat(EMBED.key(new Call(client("http://a", equalAuth), other.full(OllamaEmbedRequest.class))))
                    .isEqualTo(EMBED.key(new Call(client("http://a", auth), one.full(OllamaEmbedRequest.class))))
                    .doesNotStartWith("bypass:");
        }
    }

    /** The client writes what its getters say. */
    static final class Stamped extends OllamaChatMessage {
        static int stamps;

        Stamped() {
            super(OllamaChatMessageRole.USER, "hi");
        }

        @Override
        public String getResponse() {
            return super.getResponse() + stamps++;
        }
    }

    @Test
    void aMessageOfTheServicesOwnHasNoKey() {
        OllamaChatRequest chat = samples(0).full(OllamaChatRequest.class);
        chat.setMessages(List.of(new Stamped()));

        assertThat(CHAT.key(new Call(chatCaller("http://a", null), chat)))
                .startsWith("bypass: 0.messages")
                .contains("what its getters add to the request is not in its fields");
    }

    @Test
    void clientsThatDifferInAddressOrAccountNeverShareAnEntry() {
        OllamaChatRequest chat = samples(0).full(OllamaChatRequest.class);
        OllamaEmbedRequest texts = samples(0).full(OllamaEmbedRequest.class);
        List<Auth> accounts = new ArrayList<>(List.of(
                new BasicAuth("user", "password"),
                new BasicAuth("user", "other"),
                new BasicAuth("other", "password"),
                new BearerAuth("password")));
        accounts.add(null);
        Set<String> keys = new TreeSet<>();
        for (Auth account : accounts) {
            for (String host : List.of("http://a", "http://b", "http://a/v1")) {
                keys.add(CHAT.key(new Call(chatCaller(host, account), chat)));
                keys.add(EMBED.key(new Call(client(host, account), texts)));
            }
        }

        assertThat(keys).hasSize(2 * 3 * accounts.size()).noneMatch(key -> key.startsWith("bypass:"));
    }

    @Test
    void toolsThatTheServiceRunsCountByWhatTheModelIsToldOfThem() {
        OllamaChatRequest one = new OllamaChatRequest();
        OllamaChatRequest other = new OllamaChatRequest();
        OllamaChatRequest described = new OllamaChatRequest();
        one.setTools(List.of(tool("Finds an order.")));
        other.setTools(List.of(tool("Finds an order.")));
        described.setTools(List.of(tool("Finds an order by its number.")));
        String key = CHAT.key(new Call(chatCaller("http://a", null), one));

        assertThat(CHAT.key(new Call(chatCaller("http://a", null), other)))
                .isEqualTo(key)
                .doesNotStartWith("bypass:");
        assertThat(CHAT.key(new Call(chatCaller("http://a", null), described))).isNotEqualTo(key);
    }

    @Test
    void embeddingsDoNotDependOnTheToolsOfTheirClient() {
        Ollama client = client("http://a", null);
        String key = EMBED.key(new Call(client, new OllamaEmbedRequest("all-minilm", List.of("a"))));
        client.registerTool(tool("Finds an order."));

        assertThat(EMBED.key(new Call(client, new OllamaEmbedRequest("all-minilm", List.of("a")))))
                .isEqualTo(key)
                .doesNotStartWith("bypass:");
    }

    @Test
    void aCallWhoseTokensAreTakenWhileTheyComeIsRefused() {
        OllamaChatEndpointCaller chat = chatCaller("http://a", null);
        set(chat, "tokenHandler", new Counting());
        OllamaGenerateEndpointCaller generate = generateCaller("http://a", null);
        set(generate, "responseStreamObserver", new OllamaGenerateStreamObserver(null, null));

        assertThat(CHAT.key(new Call(chat, new OllamaChatRequest())))
                .isEqualTo(
                        "bypass: this.tokenHandler takes the tokens while they come, which an entry of `call` repeats, and"
                                + " none of this one");
        assertThat(GENERATE.key(new Call(generate, new OllamaGenerateRequest())))
                .startsWith("bypass: this.responseStreamObserver takes the tokens");
    }

    private static final class Counting implements OllamaChatTokenHandler {

        @Override
        public void accept(OllamaChatResponseModel token) {}
    }

    private static void set(Object owner, String name, Object value) {
        try {
            Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            field.set(owner, value);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Tools.Tool tool(String description) {
        return Tools.Tool.builder()
                .toolSpec(Tools.ToolSpec.builder()
                        .name("find_order")
                        .description(description)
                        .build())
                .toolFunction(arguments -> arguments.get("number"))
                .build();
    }

    private static Ollama client(String host, Auth auth) {
        Ollama client = new Ollama(host);
        if (auth instanceof BasicAuth basic) {
            client.setBasicAuth(basic.getUsername(), basic.getPassword());
        } else if (auth instanceof BearerAuth bearer) {
            client.setBearerAuth(bearer.getBearerToken());
        }
        return client;
    }

    private static OllamaChatEndpointCaller chatCaller(String host, Auth auth) {
        return new OllamaChatEndpointCaller(host, auth, 10);
    }

    private static OllamaGenerateEndpointCaller generateCaller(String host, Auth auth) {
        return new OllamaGenerateEndpointCaller(host, auth, 10);
    }

    private static Samples samples(int choice) {
        return new Samples(6, choice)
                .give(OllamaChatRequest.class, Ollama4jKeysTest::chat)
                .give(OllamaGenerateRequest.class, Ollama4jKeysTest::generate)
                .give(OllamaChatMessageRole.class, samples -> OllamaChatMessageRole.USER)
                .give(
                        OllamaChatToolCalls.class,
                        samples -> new OllamaChatToolCalls(
                                "id",
                                new OllamaToolCallsFunction(
                                        "find_order", Map.of("number", 42, "in", List.of("a", 1.5)))));
    }

    /** Its builder gives every message the same text, and takes images from files only. */
    private static OllamaChatRequest chat(Samples samples) {
        OllamaChatRequest request = new OllamaChatRequest();
        samples.fill(request);
        request.setMessages(new ArrayList<>(List.of(
                new OllamaChatMessage(OllamaChatMessageRole.SYSTEM, "Be brief."),
                new OllamaChatMessage(
                        OllamaChatMessageRole.USER,
                        "Where is my order?",
                        "Hm.",
                        new ArrayList<>(List.of(samples.full(OllamaChatToolCalls.class))),
                        new ArrayList<>(List.of(new byte[] {1, 2, 3}))))));
        request.setTools(new ArrayList<>(List.of(samples.full(Tools.Tool.class), tool("Finds an order."))));
        request.setFormat(Map.of("type", "object", "required", List.of("a", "b")));
        request.setOptions(Map.of("temperature", 0.5, "num_ctx", 2048, "stop", List.of("a")));
        return request;
    }

    private static OllamaGenerateRequest generate(Samples samples) {
        OllamaGenerateRequest request = new OllamaGenerateRequest();
        samples.fill(request);
        request.setImages(new ArrayList<>(List.of("aGk=", "aG8=")));
        request.setTools(new ArrayList<>(List.of(samples.full(Tools.Tool.class))));
        request.setFormat(Map.of("type", "object", "required", List.of("a", "b")));
        request.setOptions(Map.of("temperature", 0.5, "num_ctx", 2048, "stop", List.of("a")));
        return request;
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("ollama4j", "io.github.ollama4j." + name);
    }
}
