package dev.reprise.clients.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.Call;
import dev.reprise.clients.CataloguedMethod;
import dev.reprise.clients.Metamorphosis;
import dev.reprise.clients.Samples;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRoute;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.ApiName;
import software.amazon.awssdk.core.CompressionConfiguration;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClientBuilder;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClientBuilder;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.PromptVariableValues;

class BedrockKeysTest {

    static final CataloguedMethod CONVERSE = method("converse");
    private static final CataloguedMethod INVOKE = method("invokeModel");
    private static final CataloguedMethod COUNT = method("countTokens");

    /** By which no answer is decided: what others were made of, connections, time, retries, and the name of the caller. */
    private static final String WITHOUT_EFFECT =
            "SDK_CLIENT|IDENTITY_PROVIDERS|TOKEN_(IDENTITY_)?PROVIDER|CLIENT_ENDPOINT_PROVIDER|"
                    + "PROFILE_FILE_SUPPLIER|(CONFIGURED_)?A?SYNC_HTTP_CLIENT(_BUILDER)?|HTTP_CLIENT_CONFIG(_TYPE)?|"
                    + "(CONFIGURED_)?SCHEDULED_EXECUTOR_SERVICE|METRIC_PUBLISHERS|API_METADATA|API_CALL_(ATTEMPT_)?TIMEOUT|"
                    + "(DEFAULT|CONFIGURED)_RETRY_.*|NEW_RETRIES_2026_ENABLED|RETRY_STRATEGY|.*USER_AGENT.*";

    private static final String MODEL = "software.amazon.awssdk.services.bedrockruntime.model.";

    private int changed;

    @Test
    void anyOneChangeOfACallChangesItsKey() {
        check(CONVERSE, samples(0).full(ConverseRequest.class));
        check(INVOKE, samples(0).full(InvokeModelRequest.class));
        check(COUNT, samples(0).full(CountTokensRequest.class));
        checkLater("converseStream", samples(0).full(ConverseStreamRequest.class), Handlers.ofChats(Handlers.Log.NONE));
        checkLater(
                "invokeModelWithResponseStream",
                samples(0).full(InvokeModelWithResponseStreamRequest.class),
                Handlers.ofModels(Handlers.Log.NONE));
        for (Method kind : kindsOfContent()) {
            Samples samples = samples(1).give(ContentBlock.class, each -> content(kind, each));
            check(CONVERSE, samples.full(ConverseRequest.class));
        }
        System.out.println(changed + " changed calls of Bedrock had another key");

        assertThat(changed).isGreaterThan(2_000);
    }

    /** Returns the ways to make a part of a message, which is of one kind only. */
    private static List<Method> kindsOfContent() {
        return Arrays.stream(ContentBlock.class.getMethods())
                .filter(method ->
                        method.getName().startsWith("from") && method.getParameterTypes()[0] != Consumer.class)
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private static ContentBlock content(Method kind, Samples samples) {
        try {
            return (ContentBlock) kind.invoke(null, samples.full(kind.getParameterTypes()[0]));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void check(CataloguedMethod method, Object request) {
        BedrockRuntimeClient client = client(BedrockKeysTest::configured);
        check(method, new Call(client, request));
        client.close();
    }

    private void checkLater(String method, Object request, Object handler) {
        BedrockRuntimeAsyncClient client = BedrockRuntimeAsyncClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(account("id", "secret"))
                .build();
        check(
                CataloguedMethod.of(
                        "bedrock",
                        "software.amazon.awssdk.services.bedrockruntime.DefaultBedrockRuntimeAsyncClient#" + method),
                new Call(client, request, handler));
        client.close();
    }

    private void check(CataloguedMethod method, Call call) {
        Metamorphosis metamorphosis = new Metamorphosis(method::key)
                .except("1|1\\..*", "gets the answer")
                .except(
                        ".*DefaultBedrockRuntime(Async)?Client#(clientHandler|protocolFactory|exceptionMetadataMapper|authSchemeCache|executor)",
                        "made of the client's options, or remembers calls")
                .except(
                        "this\\.clientConfiguration\\.attributes\\.(attributes|dependencyGraph)",
                        "tested by themselves")
                .except(".*Aws(Basic|Session)Credentials#providerName", "who found them")
                .except(
                        ".*RequestOverrideConfiguration#(apiCallTimeout|apiCallAttemptTimeout|metricPublishers|apiNames)",
                        "how long a call may take, what watches it, and under which name it is made");
        metamorphosis.change(call);
        changed += metamorphosis.check();
    }

    @Test
    void anyOneChangeOfAClientsOptionsChangesItsKeys() {
        BedrockRuntimeClient client = client(BedrockKeysTest::configured);
        ClientOptions options = new ClientOptions(client);
        Metamorphosis metamorphosis = new Metamorphosis(call -> {
                    options.set((Map<?, ?>) call.receiver());
                    String key = key(client, request());
                    options.reset();
                    return key;
                })
                .except("this\\.\\{(key )?(" + WITHOUT_EFFECT + ")}", "decides no answer")
                .except("this\\.\\{key CREDENTIALS_PROVIDER}", "the same object as CREDENTIALS_IDENTITY_PROVIDER")
                .except(".*AttributeMap#dependencyGraph", "which options were made of which")
                .except(".*Aws(Basic|Session)Credentials#providerName", "who found them");
        metamorphosis.change(new Call(options.values()));
        changed += metamorphosis.check();
        client.close();

        assertThat(changed).isGreaterThan(50);
    }

    @Test
    void theSameRequestMadeInAnotherOrderForAnEqualClientHasTheSameKey() {
        for (int choice = 0; choice < 4; choice++) {
            Object client = client(BedrockKeysTest::configured);
            Object equal = client(BedrockKeysTest::configured);

            assertThat(CONVERSE.key(new Call(equal, samples(choice).reversed().full(ConverseRequest.class))))
                    .isEqualTo(CONVERSE.key(new Call(client, samples(choice).full(ConverseRequest.class))))
                    .doesNotStartWith("bypass:");
            assertThat(INVOKE.key(new Call(equal, samples(choice).reversed().full(InvokeModelRequest.class))))
                    .isEqualTo(INVOKE.key(new Call(client, samples(choice).full(InvokeModelRequest.class))))
                    .doesNotStartWith("bypass:");
        }
    }

    @Test
    void whoGetsTheAnswerDoesNotCount() {
        BedrockRuntimeAsyncClient client = BedrockRuntimeAsyncClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(account("id", "secret"))
                .build();
        CataloguedMethod stream = CataloguedMethod.of(
                "bedrock",
                "software.amazon.awssdk.services.bedrockruntime.DefaultBedrockRuntimeAsyncClient#converseStream");
        ConverseStreamRequest request = samples(0).full(ConverseStreamRequest.class);

        assertThat(stream.key(new Call(client, request, Handlers.ofChats(Handlers.Log.NONE))))
                .isEqualTo(stream.key(new Call(
                        client,
                        request,
                        ConverseStreamResponseHandler.builder()
                                .subscriber(event -> {})
                                .build())))
                .doesNotStartWith("bypass:");
        client.close();
    }

    @Test
    void clientsThatDifferInAddressRegionOrAccountNeverShareAnEntry() {
        List<UnaryOperator<BedrockRuntimeClientBuilder>> builds = List.of(
                b -> b,
                b -> b.region(Region.EU_CENTRAL_1),
                b -> b.endpointOverride(URI.create("http://127.0.0.1:9/other")),
                b -> b.fipsEnabled(true),
                b -> b.dualstackEnabled(true),
                b -> b.credentialsProvider(account("id", "other")),
                b -> b.credentialsProvider(account("other", "secret")),
                b -> b.credentialsProvider(
                        StaticCredentialsProvider.create(AwsSessionCredentials.create("id", "secret", "a"))),
                b -> b.credentialsProvider(
                        StaticCredentialsProvider.create(AwsSessionCredentials.create("id", "secret", "b"))),
                b -> b.overrideConfiguration(more -> more.putHeader("x-tenant", "a")),
                b -> b.overrideConfiguration(more -> more.putHeader("x-tenant", "b")));
        Set<String> keys = new TreeSet<>();
        builds.forEach(build -> keys.add(key(client(build), request())));

        assertThat(keys).hasSize(builds.size()).noneMatch(key -> key.startsWith("bypass:"));
        assertThat(key(client(b -> b), request())).isIn(keys);
    }

    @Test
    void asynchronousClientsThatDifferNeverShareAnEntry() {
        List<UnaryOperator<BedrockRuntimeAsyncClientBuilder>> builds = List.of(
                b -> b,
                b -> b.region(Region.EU_CENTRAL_1),
                b -> b.endpointOverride(URI.create("http://127.0.0.1:9/other")),
                b -> b.credentialsProvider(account("id", "other")),
                b -> b.overrideConfiguration(more -> more.putHeader("x-tenant", "a")));
        List<String> keys = new ArrayList<>();
        for (UnaryOperator<BedrockRuntimeAsyncClientBuilder> build : builds) {
            String key = later(build);
            keys.add(key);

            assertThat(later(build)).isEqualTo(key);
        }

        assertThat(keys).doesNotHaveDuplicates().noneMatch(key -> key.startsWith("bypass:"));
        assertThat(later(b -> b.credentialsProvider(() -> AwsBasicCredentials.create("id", "secret"))))
                .startsWith("bypass:");
        assertThat(later(b ->
                        b.overrideConfiguration(more -> more.addExecutionInterceptor(new ExecutionInterceptor() {}))))
                .startsWith("bypass:");
    }

    @Test
    void aChatWhosePromptLiesAtTheProviderIsStateful() {
        ConverseRequest request = request().toBuilder()
                .promptVariables(Map.of(
                        "name", PromptVariableValues.builder().text("Ada").build()))
                .build();

        assertThat(key(client(b -> b), request)).startsWith("bypass: 0.promptVariables is stateful");
    }

    @Test
    void whereTheHttpClientOfTheSdkSendsRequestsIsInTheKey() {
        List<UnaryOperator<Apache5HttpClient.Builder>> builds = List.of(
                http -> http,
                http -> http.proxyConfiguration(proxy("a", "user")),
                http -> http.proxyConfiguration(proxy("b", "user")),
                http -> http.proxyConfiguration(proxy("b", "other")));
        List<String> keys = new ArrayList<>();
        for (UnaryOperator<Apache5HttpClient.Builder> build : builds) {
            String key = over(build);
            keys.add(key);

            assertThat(over(build)).isEqualTo(key);
        }

        assertThat(keys).doesNotHaveDuplicates().noneMatch(key -> key.startsWith("bypass:"));
        assertThat(over(http -> http.socketTimeout(Duration.ofSeconds(7)).maxConnections(3)))
                .isEqualTo(keys.get(0));
        assertThat(over(http -> http.dnsResolver(new Names())))
                .startsWith("bypass:")
                .contains("$Names");
        assertThat(over(http -> http.httpRoutePlanner((target, context) -> new HttpRoute(target))))
                .startsWith("bypass:")
                .contains("lambda of");
        assertThat(over(http -> http.credentialsProvider((scope, context) -> null)))
                .startsWith("bypass:")
                .contains("lambda of");
        assertThat(over(http -> http.tlsKeyManagersProvider(() -> new KeyManager[0])))
                .startsWith("bypass:")
                .contains("client certificate");
    }

    @Test
    void whereTheAsynchronousHttpClientOfTheSdkSendsRequestsIsInTheKey() {
        List<UnaryOperator<NettyNioAsyncHttpClient.Builder>> builds = List.of(
                http -> http,
                http -> http.proxyConfiguration(
                        ProxyConfiguration.builder().host("a").port(1).build()),
                http -> http.proxyConfiguration(
                        ProxyConfiguration.builder().host("b").port(1).build()));
        List<String> keys = new ArrayList<>();
        for (UnaryOperator<NettyNioAsyncHttpClient.Builder> build : builds) {
            String key = later(b ->
                    b.httpClient(build.apply(NettyNioAsyncHttpClient.builder()).build()));
            keys.add(key);
        }

        assertThat(keys).doesNotHaveDuplicates().noneMatch(key -> key.startsWith("bypass:"));
        assertThat(later(b -> b)).isEqualTo(keys.get(0));
        assertThat(later(b -> b.httpClient(NettyNioAsyncHttpClient.builder()
                        .tlsKeyManagersProvider(() -> new KeyManager[0])
                        .build())))
                .startsWith("bypass:")
                .contains("client certificate");
    }

    private static String over(UnaryOperator<Apache5HttpClient.Builder> set) {
        return key(
                client(b -> b.httpClient(set.apply(Apache5HttpClient.builder()).build())), request());
    }

    private static software.amazon.awssdk.http.apache5.ProxyConfiguration proxy(String host, String user) {
        return software.amazon.awssdk.http.apache5.ProxyConfiguration.builder()
                .endpoint(URI.create("http://" + host + ":8080"))
                .username(user)
                .password("secret")
                .build();
    }

    private static final class Names implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) {
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    private static String later(UnaryOperator<BedrockRuntimeAsyncClientBuilder> more) {
        try (BedrockRuntimeAsyncClient client = more.apply(BedrockRuntimeAsyncClient.builder()
                        .region(Region.US_EAST_1)
                        .endpointOverride(URI.create("http://127.0.0.1:9"))
                        .credentialsProvider(account("id", "secret")))
                .build()) {
            return LATER.key(new Call(client, request()));
        }
    }

    @Test
    void howLongACallMayTakeAndHowOftenItIsTriedDoesNotMatter() {
        assertThat(key(
                        client(b -> b.overrideConfiguration(more -> more.apiCallTimeout(Duration.ofSeconds(7))
                                .apiCallAttemptTimeout(Duration.ofSeconds(3))
                                .retryStrategy(retry -> retry.maxAttempts(2)))),
                        request()))
                .isEqualTo(key(client(b -> b), request()))
                .doesNotStartWith("bypass:");
    }

    @Test
    void aClientThatWasUsedHasTheSameKey() {
        // Without an address of its own, which it then finds out by its region.
        BedrockRuntimeClient client = client(b -> b.endpointOverride(null));
        BedrockRuntimeClient used =
                client(b -> b.overrideConfiguration(more -> more.retryStrategy(retry -> retry.maxAttempts(1))));
        ConverseRequest request = request();
        String key = key(client, request);
        String before = key(used, request);

        client.serviceClientConfiguration();
        org.assertj.core.api.Assertions.catchThrowable(() -> used.converse(request));
        request.toString();
        request.hashCode();

        assertThat(key(client, request)).isEqualTo(key).doesNotStartWith("bypass:");
        assertThat(key(used, request)).isEqualTo(before).doesNotStartWith("bypass:");
    }

    private static final CataloguedMethod LATER = CataloguedMethod.of(
            "bedrock", "software.amazon.awssdk.services.bedrockruntime.DefaultBedrockRuntimeAsyncClient#converse");

    static String key(BedrockRuntimeClient client, Object request) {
        return CONVERSE.key(new Call(client, request));
    }

    static ConverseRequest request() {
        return BedrockMain.question();
    }

    static BedrockRuntimeClient client(UnaryOperator<BedrockRuntimeClientBuilder> more) {
        return more.apply(BedrockRuntimeClient.builder()
                        .region(Region.US_EAST_1)
                        .endpointOverride(URI.create("http://127.0.0.1:9"))
                        .credentialsProvider(account("id", "secret")))
                .build();
    }

    private static BedrockRuntimeClientBuilder configured(BedrockRuntimeClientBuilder builder) {
        return builder.fipsEnabled(false).dualstackEnabled(false).overrideConfiguration(more -> more.putHeader(
                        "x-tenant", List.of("a", "b"))
                .putHeader("x-other", "c")
                .compressionConfiguration(compression -> compression.minimumCompressionThresholdInBytes(7)));
    }

    private static StaticCredentialsProvider account(String id, String secret) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret));
    }

    private static Samples samples(int choice) {
        return new Samples(7, choice)
                // What makes a call stateful has no key.
                .leaveOut(MODEL + "ConverseRequest$BuilderImpl#promptVariables")
                .leaveOut(MODEL + "ConverseStreamRequest$BuilderImpl#promptVariables")
                // Another way to set what an option beside it sets.
                .leaveOut(
                        MODEL + "GuardrailConverseTextBlock$BuilderImpl#qualifiersWithStrings",
                        MODEL + "GuardrailTextBlock$BuilderImpl#qualifiersWithStrings")
                .give(SdkBytes.class, samples -> SdkBytes.fromUtf8String("bytes " + choice))
                .give(Document.class, samples -> Document.mapBuilder()
                        .putString("a", "text")
                        .putNumber("b", 42)
                        .putBoolean("c", true)
                        .putNull("d")
                        .putList("e", list -> list.addString("x").addNumber(0.5))
                        .build())
                .give(AwsRequestOverrideConfiguration.class, samples -> AwsRequestOverrideConfiguration.builder()
                        .headers(Map.of("x-a", List.of("1", "2"), "x-b", List.of("3")))
                        .putRawQueryParameter("q", "1")
                        .apiCallTimeout(Duration.ofSeconds(7))
                        .addApiName(ApiName.builder().name("a").version("1").build())
                        .compressionConfiguration(CompressionConfiguration.builder()
                                .requestCompressionEnabled(false)
                                .build())
                        .credentialsProvider(account("id" + choice, "secret"))
                        .build());
    }

    private static CataloguedMethod method(String name) {
        return CataloguedMethod.of(
                "bedrock", "software.amazon.awssdk.services.bedrockruntime.DefaultBedrockRuntimeClient#" + name);
    }
}
