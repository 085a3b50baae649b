package dev.reprise.clients.googlegenai;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.ComputeEngineCredentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.auth.oauth2.UserCredentials;
import com.google.genai.ApiClient;
import com.google.genai.Client;
import com.google.genai.HttpApiClient;
import com.google.genai.JsonSerializable;
import com.google.genai.Models;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.ComputeTokensConfig;
import com.google.genai.types.Content;
import com.google.genai.types.CountTokensConfig;
import com.google.genai.types.EditImageConfig;
import com.google.genai.types.EmbedContentConfig;
import com.google.genai.types.EmbeddingApiType;
import com.google.genai.types.FileSearch;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateImagesConfig;
import com.google.genai.types.Image;
import com.google.genai.types.McpServer;
import com.google.genai.types.Part;
import com.google.genai.types.RecontextImageConfig;
import com.google.genai.types.RecontextImageSource;
import com.google.genai.types.ReferenceImageAPI;
import com.google.genai.types.Retrieval;
import com.google.genai.types.SegmentImageConfig;
import com.google.genai.types.SegmentImageSource;
import com.google.genai.types.Tool;
import com.google.genai.types.UpscaleImageAPIConfig;
import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.Metamorphosis;
import dev.reprise.clients.Samples;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class GoogleGenAiKeysTest {

    private static final int CHOICES = 2;
    private static final String MODEL = "gemini-2.5-flash";
    private static final CataloguedMethod GENERATE = method("privateGenerateContent");
    private static final CataloguedMethod EMBED = method("privateEmbedContent");
    private static final CataloguedMethod COUNT = method("countTokens");
    private static final CataloguedMethod COMPUTE = method("computeTokens");

    private int changed;

    @Test
    void anyOneChangeOfACallChangesItsKey() {
        Models gemini = Clients.full().models;
        Models vertex = Clients.vertex(Clients.serviceAccount(account -> account)).models;

        check(GENERATE, choice -> generation(gemini, samples(choice)));
        check(GENERATE, choice -> generation(vertex, samples(choice)));
        check(method("privateGenerateContentStream"), choice -> generation(gemini, samples(choice)));
        check(EMBED, choice -> embedding(gemini, samples(choice)));
        check(
                COUNT,
                choice -> new Call(gemini, MODEL, contents(samples(choice)), full(choice, CountTokensConfig.class)));
        check(
                COMPUTE,
                choice -> new Call(vertex, MODEL, contents(samples(choice)), full(choice, ComputeTokensConfig.class)));

        check(
                method("privateGenerateImages"),
                choice -> new Call(vertex, MODEL, "A cat", full(choice, GenerateImagesConfig.class)));
        check(
                method("privateEditImage"),
                choice -> new Call(
                        vertex,
                        MODEL,
                        "A cat",
                        List.of(full(choice, ReferenceImageAPI.class)),
                        full(choice, EditImageConfig.class)));
        check(
                method("privateUpscaleImage"),
                choice -> new Call(
                        vertex, MODEL, full(choice, Image.class), "x2", full(choice, UpscaleImageAPIConfig.class)));
        check(
                method("recontextImage"),
                choice -> new Call(
                        vertex,
                        MODEL,
                        full(choice, RecontextImageSource.class),
                        full(choice, RecontextImageConfig.class)));
        check(
                method("segmentImage"),
                choice -> new Call(
                        vertex, MODEL, full(choice, SegmentImageSource.class), full(choice, SegmentImageConfig.class)));

        System.out.println(changed + " changed calls in all");
        assertThat(changed).isGreaterThan(3_000);
    }

    private void check(CataloguedMethod method, Function<Integer, Call> calls) {
        Metamorphosis metamorphosis = new Metamorphosis(method::key)
                .except("com.google.genai.ApiClient#httpClient", "made of the options beside it")
                .except(
                        "this\\.apiClient\\.httpOptions\\.headers\\.\\?\\.\\{(key )?(user-agent|x-goog-api-client)}",
                        "name the versions of the library and the JVM")
                .except(
                        "com.google.auth.oauth2.OAuth2Credentials#(value|lock)",
                        "the token at hand, which is another one every hour, and its lock")
                .except(
                        "com.google.auth.oauth2.OAuth2Credentials#(expirationMargin|refreshMargin)",
                        "when another token is asked for");
        for (int choice = 0; choice < CHOICES; choice++) {
            metamorphosis.change(calls.apply(choice));
        }
        changed += metamorphosis.check();
    }

    @Test
    void theSameRequestMadeInAnotherOrderToAnEqualClientHasTheSameKey() {
        for (int choice = 0; choice < CHOICES; choice++) {
            Call one = generation(Clients.full().models, samples(choice));
            Call other = generation(Clients.full().models, samples(choice).reversed());

            assertThat(samples(choice)
                            .reversed()
                            .full(GenerateContentConfig.class)
                            .toJson())
                    .isEqualTo(samples(choice).full(GenerateContentConfig.class).toJson());
            assertThat(GENERATE.key(other)).isEqualTo(GENERATE.key(one)).doesNotStartWith("bypass:");
        }
    }

    @Test
    void everyOptionOfARequestIsTried() {
        assertThat(samples(0).fill(GenerateContentConfig.builder()))
                .contains("systemInstruction", "temperature", "tools", "toolConfig", "responseSchema", "thinkingConfig")
                .hasSizeGreaterThan(30);
    }

    @Test
    void clientsThatDifferInOneOptionNeverShare() {
        List<Client> clients = List.of(
                Clients.gemini(c -> c),
                Clients.gemini(c -> c.apiKey("other")),
                Clients.gemini(c -> c.httpOptions(Clients.options(o -> o.baseUrl("http://127.0.0.1:9/other")))),
                Clients.gemini(c -> c.httpOptions(Clients.options(o -> o.apiVersion("v1")))),
                Clients.gemini(c -> c.httpOptions(Clients.options(o -> o.headers(Map.of("x-tenant", "b"))))),
                Clients.gemini(c -> c.httpOptions(Clients.options(o -> o.extraBody(Map.of("a", 1))))),
                Clients.gemini(c -> c.vertexAI(true)),
                Clients.vertex(Clients.serviceAccount(a -> a)),
                Clients.vertex(Clients.serviceAccount(a -> a), c -> c.project("other")),
                Clients.vertex(Clients.serviceAccount(a -> a), c -> c.location("us-central1")),
                Clients.vertex(Clients.serviceAccount(a -> a.setClientEmail("other@example.com"))),
                Clients.vertex(Clients.serviceAccount(a -> a.setPrivateKey(Clients.privateKey()))),
                Clients.vertex(Clients.serviceAccount(a -> a.setServiceAccountUser("other@example.com"))),
                Clients.vertex(Clients.serviceAccount(a -> a.setQuotaProjectId("other"))),
                Clients.vertex(user("refresh")),
                Clients.vertex(user("other")));
        Set<String> keys = new HashSet<>();
        clients.forEach(client -> keys.add(key(client)));

        assertThat(keys).hasSize(clients.size()).noneMatch(key -> key.startsWith("bypass:"));
        assertThat(key(Clients.gemini(c -> c))).isIn(keys);
        assertThat(key(Clients.vertex(Clients.serviceAccount(a -> a)))).isIn(keys);
        assertThat(key(Clients.vertex(user("refresh")))).isIn(keys);
    }

    @Test
    void asynchronousCallsOfClientsThatDifferNeverShare() {
        CataloguedMethod later =
                CataloguedMethod.of("google-genai", "com.google.genai.AsyncModels#privateGenerateContent");
        List<Content> contents = List.of(Content.fromParts(Part.fromText("hi")));
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            for (Client client : List.of(
                    Clients.gemini(c -> c),
                    Clients.gemini(c -> c.apiKey("other")),
                    Clients.gemini(c -> c.httpOptions(Clients.options(o -> o.baseUrl("http://127.0.0.1:9/other")))),
                    Clients.vertex(Clients.serviceAccount(a -> a)))) {
                keys.add(later.key(new Call(client.async.models, "model", contents, null)));
            }
        }

        assertThat(keys).hasSize(4).noneMatch(key -> key.startsWith("bypass:"));
    }

    @Test
    void theModelTheTextAndTheTemperatureAreInTheKey() {
        Models models = Clients.gemini(c -> c).models;
        GenerateContentConfig config =
                GenerateContentConfig.builder().temperature(0.5f).build();
        List<Content> contents = List.of(Content.fromParts(Part.fromText("hi")));

        assertThat(Set.of(
                        GENERATE.key(new Call(models, MODEL, contents, config)),
                        GENERATE.key(new Call(models, "gemini-2.5-pro", contents, config)),
                        GENERATE.key(new Call(models, MODEL, contents, null)),
                        GENERATE.key(new Call(models, MODEL, List.of(Content.fromParts(Part.fromText("ho"))), config)),
                        GENERATE.key(new Call(
                                models,
                                MODEL,
                                contents,
                                config.toBuilder().temperature(0.25f).build()))))
                .hasSize(5)
                .noneMatch(key -> key.startsWith("bypass:"));
    }

    @Test
    void aSchemaGivenAsATreeOfJsonCounts() throws Exception {
        Models models = Clients.gemini(c -> c).models;
        Set<String> keys = new HashSet<>();
        for (String schema : List.of("{\"type\":\"string\"}", "{\"type\":\"number\"}", "{\"type\":\"string\"}")) {
            keys.add(GENERATE.key(new Call(
                    models,
                    MODEL,
                    List.of(),
                    GenerateContentConfig.builder()
                            .responseJsonSchema(JsonSerializable.stringToJsonNode(schema))
                            .build())));
        }

        assertThat(keys).hasSize(2).noneMatch(key -> key.startsWith("bypass:"));
    }

    @Test
    void theVersionsOfTheLibraryAndOfTheJvmAreNotInTheKey() {
        Client other = Clients.gemini(c -> c.httpOptions(Clients.options(
                o -> o.headers(Map.of("x-tenant", "a", "user-agent", "other", "x-goog-api-client", "other")))));

        assertThat(key(other)).isEqualTo(key(Clients.gemini(c -> c)));
    }

    @Test
    void anotherTokenOfTheSameAccountIsTheSameKey() {
        ServiceAccountCredentials account = Clients.serviceAccount(a -> a);
        Client client = Clients.vertex(account);
        String before = key(client);

        ServiceAccountCredentials later = Clients.serviceAccount(a -> {
            a.setAccessToken(new AccessToken("token", Date.from(Instant.parse("2100-01-01T00:00:00Z"))));
            return a;
        });

        assertThat(key(Clients.vertex(later))).isEqualTo(before);
    }

    /** As anthropic-java's backend for Vertex does. */
    @Test
    void credentialsThatAnotherClientHoldsAreRefusedAlike() {
        Object[] arguments = {
            "model", List.of(), GenerateContentConfig.builder().build()
        };

        assertThat(GENERATE.key(new Call(new Holding(ComputeEngineCredentials.create()), arguments)))
                .startsWith("bypass: this.credentials is a com.google.auth.oauth2.ComputeEngineCredentials, ");
        assertThat(GENERATE.key(new Call(new Holding(Clients.serviceAccount(a -> a)), arguments)))
                .doesNotStartWith("bypass:");
    }

    private record Holding(GoogleCredentials credentials) {}

    @Test
    void credentialsThatDoNotSayWhoseTheyAreAreRefused() {
        GoogleCredentials token = GoogleCredentials.create(new AccessToken("token", null));
        GoogleCredentials machine = ComputeEngineCredentials.create();
        GoogleCredentials own = new GoogleCredentials() {
            @Override
            public AccessToken refreshAccessToken() {
                return new AccessToken("anybody's", null);
            }
        };
        GoogleCredentials onlyToken = UserCredentials.newBuilder()
                .setClientId("client")
                .setClientSecret("secret")
                .setAccessToken(new AccessToken("token", null))
                .build();
        GoogleCredentials ownHttp = Clients.serviceAccount(a -> a.setHttpTransportFactory(() -> {
            throw new IllegalStateException();
        }));

        assertThat(key(Clients.vertex(token))).startsWith("bypass: this.apiClient.credentials is a ");
        assertThat(key(Clients.vertex(machine))).startsWith("bypass: this.apiClient.credentials is a ");
        assertThat(key(Clients.vertex(own))).startsWith("bypass: this.apiClient.credentials is a ");
        assertThat(key(Clients.vertex(onlyToken))).startsWith("bypass: this.apiClient.credentials.refreshToken ");
        assertThat(key(Clients.vertex(ownHttp)))
                .startsWith("bypass: this.apiClient.credentials.transportFactoryClassName ");
    }

    @Test
    void anHttpClientOfTheServiceIsRefused() {
        OkHttpClient rewriting = new OkHttpClient.Builder()
                .addInterceptor(chain -> chain.proceed(chain.request()))
                .build();
        Client client = Clients.gemini(c -> c.clientOptions(
                ClientOptions.builder().customHttpClient(rewriting).build()));

        assertThat(key(client)).startsWith("bypass: this.apiClient.").contains("may change each request");
    }

    @Test
    void anApiClientOfTheServiceIsRefused() {
        ApiClient own =
                new HttpApiClient(Optional.of("key"), Optional.of(Clients.options(o -> o)), Optional.empty()) {};

        assertThat(GENERATE.key(new Call(new Models(own), MODEL, List.of(), null)))
                .startsWith("bypass: this.apiClient is a ");
    }

    @Test
    void aRequestThatLetsTheProviderCallMcpServersIsStateful() {
        GenerateContentConfig config = GenerateContentConfig.builder()
                .tools(Tool.builder().mcpServers(McpServer.builder().name("orders")))
                .build();

        assertThat(GENERATE.key(new Call(Clients.gemini(c -> c).models, MODEL, List.of(), config)))
                .startsWith("bypass: 2.tools.mcpServers is stateful");
    }

    @Test
    void aRequestThatAsksWhatTheProviderKeepsIsStateful() {
        Tool search = Tool.builder()
                .fileSearch(FileSearch.builder().fileSearchStoreNames("orders"))
                .build();
        Tool retrieval = Tool.builder()
                .retrieval(Retrieval.builder().disableAttribution(true))
                .build();

        assertThat(generateKey(GenerateContentConfig.builder().tools(search).build()))
                .startsWith("bypass: 2.tools.fileSearch is stateful");
        assertThat(generateKey(GenerateContentConfig.builder().tools(retrieval).build()))
                .startsWith("bypass: 2.tools.retrieval is stateful");
    }

    /** Options that version 2 of the library brought, by their names. */
    private record LaterConfig(
            Optional<Boolean> store, Optional<byte[]> continuationToken, Optional<String> generationOutputConfig) {}

    @Test
    void aRequestThatIsToBeKeptOrGoesOnIsStateful() {
        assertThat(generateKey(new LaterConfig(Optional.of(true), Optional.empty(), Optional.empty())))
                .startsWith("bypass: 2.store is stateful");
        assertThat(generateKey(new LaterConfig(Optional.empty(), Optional.of(new byte[] {1}), Optional.empty())))
                .startsWith("bypass: 2.continuationToken is stateful");
        assertThat(generateKey(new LaterConfig(Optional.empty(), Optional.empty(), Optional.of("gs://bucket/"))))
                .startsWith("bypass: 2.generationOutputConfig is stateful");
        assertThat(generateKey(new LaterConfig(Optional.of(false), Optional.empty(), Optional.empty())))
                .doesNotStartWith("bypass:");
    }

    private static String generateKey(Object config) {
        return GENERATE.key(new Call(Clients.gemini(c -> c).models, MODEL, List.of(), config));
    }

    @Test
    void aRequestThatHasItsImagesWrittenElsewhereIsStateful() {
        GenerateImagesConfig config =
                GenerateImagesConfig.builder().outputGcsUri("gs://bucket/").build();

        assertThat(method("privateGenerateImages").key(new Call(Clients.gemini(c -> c).models, MODEL, "A cat", config)))
                .startsWith("bypass: 2.outputGcsUri is stateful");
    }

    @Test
    void aClientThatWasUsedHasTheSameKey() {
        Client client = Clients.full();
        Call call = generation(client.models, samples(0));
        String before = GENERATE.key(call);

        client.chats.create(MODEL).getHistory(false);
        client.vertexAI();
        call.toString();
        generation(client.models, samples(0)).hashCode();

        assertThat(GENERATE.key(call)).isEqualTo(before);
    }

    private static String key(Client client) {
        return GENERATE.key(new Call(client.models, MODEL, List.of(Content.fromParts(Part.fromText("hi"))), null));
    }

    private static Call generation(Models models, Samples samples) {
        return new Call(models, MODEL, contents(samples), samples.full(GenerateContentConfig.class));
    }

    private static Call embedding(Models models, Samples samples) {
        List<Content> contents = contents(samples);
        return new Call(
                models,
                MODEL,
                contents,
                contents.get(0),
                new EmbeddingApiType("PREDICT"),
                samples.full(EmbedContentConfig.class));
    }

    private static List<Content> contents(Samples samples) {
        return List.of(samples.full(Content.class), Content.fromParts(Part.fromText("hi")));
    }

    private static <T> T full(int choice, Class<T> type) {
        return samples(choice).full(type);
    }

    private static Samples samples(int choice) {
        return new Samples(4, choice)
                .give(Object.class, samples -> Map.of("a", List.of(1, "b"), "c", 0.5, "d", Map.of("e", true)))
                // What makes a call stateful has no key.
                .leaveOut("com.google.genai.types.AutoValue_Tool$Builder#mcpServers")
                .leaveOut("com.google.genai.types.AutoValue_Tool$Builder#fileSearch")
                .leaveOut("com.google.genai.types.AutoValue_Tool$Builder#retrieval")
                .leaveOut("com.google.genai.types.AutoValue_GenerateImagesConfig$Builder#outputGcsUri")
                .leaveOut("com.google.genai.types.AutoValue_EditImageConfig$Builder#outputGcsUri")
                .leaveOut("com.google.genai.types.AutoValue_UpscaleImageAPIConfig$Builder#outputGcsUri")
                .leaveOut("com.google.genai.types.AutoValue_RecontextImageConfig$Builder#outputGcsUri")
                // Other ways to set the same.
                .leaveOut("com.google.genai.types.AutoValue_ComputerUse$Builder#disabledSafetyPoliciesFromString")
                .leaveOut("com.google.genai.types.AutoValue_ComputerUse$Builder#disabledSafetyPoliciesFromKnown");
    }

    private static UserCredentials user(String refreshToken) {
        return UserCredentials.newBuilder()
                .setClientId("client")
                .setClientSecret("secret")
                .setRefreshToken(refreshToken)
                .setTokenServerUri(URI.create("http://127.0.0.1:9/token"))
                .build();
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of("google-genai", "com.google.genai.Models#" + name);
    }
}
