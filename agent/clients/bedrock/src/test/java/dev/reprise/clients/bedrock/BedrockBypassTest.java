package dev.reprise.clients.bedrock;

import static dev.reprise.clients.bedrock.BedrockKeysTest.CONVERSE;
import static dev.reprise.clients.bedrock.BedrockKeysTest.client;
import static dev.reprise.clients.bedrock.BedrockKeysTest.key;
import static dev.reprise.clients.bedrock.BedrockKeysTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.Call;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.key.KeySpec;
import dev.reprise.engine.key.Keys;
import dev.reprise.engine.key.Unkeyable;
import dev.reprise.engine.reflect.FieldAccess;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.auth.signer.Aws4Signer;
import software.amazon.awssdk.auth.token.credentials.SdkToken;
import software.amazon.awssdk.auth.token.credentials.StaticTokenProvider;
import software.amazon.awssdk.auth.token.credentials.aws.DefaultAwsTokenProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClientBuilder;
import software.amazon.awssdk.services.bedrockruntime.auth.scheme.BedrockRuntimeAuthSchemeProvider;
import software.amazon.awssdk.services.bedrockruntime.endpoints.BedrockRuntimeEndpointProvider;

/** What code of the service decides at the time of the call, and accounts that are found out then, make a call unkeyable. */
class BedrockBypassTest {

    private static final AwsBasicCredentials ACCOUNT = AwsBasicCredentials.create("id", "secret");
    private static final BedrockRuntimeAuthSchemeProvider TOKENS =
            BedrockRuntimeAuthSchemeProvider.defaultProvider(List.of("httpBearerAuth"));

    @Test
    void accountsThatAreFoundOutAtTheTimeOfTheCallAreRefused() {
        String reason = "which finds out at the time of the call whose account is used";

        refused("is a lambda of " + getClass().getName() + ", " + reason, b -> b.credentialsProvider(() -> ACCOUNT));
        refused(reason, b -> b.credentialsProvider(DefaultCredentialsProvider.create()));
        refused(reason, b -> b.credentialsProvider(ProfileCredentialsProvider.create("any")));
        refused(reason, b -> b.credentialsProvider(InstanceProfileCredentialsProvider.create()));
        refused(reason, b -> b.credentialsProvider(ContainerCredentialsProvider.create()));
        refused(
                reason,
                b -> b.credentialsProvider(AwsCredentialsProviderChain.of(StaticCredentialsProvider.create(ACCOUNT))));
        refused(reason, b -> b.authSchemeProvider(TOKENS).tokenProvider(DefaultAwsTokenProvider.create()));
        refused(
                "of the service's own, which may be another's each time",
                b -> b.credentialsProvider(StaticCredentialsProvider.create(new OwnCredentials())));
        refused("of the service's own, which may be another's each time", b -> b.authSchemeProvider(TOKENS)
                .tokenProvider(StaticTokenProvider.create(new OwnToken())));
    }

    @Test
    void theReasonSaysHowToShareAllTheSame() throws Exception {
        String place = "this.clientConfiguration.attributes.attributes.AwsClientOption-CREDENTIALS_IDENTITY_PROVIDER";
        Object found = client(b -> b.credentialsProvider(InstanceProfileCredentialsProvider.create()));
        Object written = client(b -> b);

        assertThat(CONVERSE.key(new Call(found, request())))
                .isEqualTo("bypass: " + place
                        + " is a software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider, which finds out at"
                        + " the time of the call whose account is used; if it does not decide the answer, `key: { ignore: ["
                        + place + "] }`");
        assertThat(keyIgnoring(place, found)).isEqualTo(keyIgnoring(place, written));
    }

    private static CacheKey keyIgnoring(String place, Object client) throws Unkeyable {
        KeySpec spec = new KeySpec("", "m", "", /* receiver= */ true, List.of(), List.of(place), List.of());
        return new Keys(FieldAccess.NONE).plan(spec).key(/* tenant= */ null, client, new Object[] {request()});
    }

    @Test
    void whatMayChangeEachRequestIsRefused() {
        refused(
                "which may change each request",
                b -> b.overrideConfiguration(more -> more.addExecutionInterceptor(new OwnInterceptor())));
        refused("which may change each request", b -> b.putAuthScheme(new OwnScheme()));
        // Nor is it known then whether a token or credentials are used.
        refused(
                "whose account is used",
                b -> b.authSchemeProvider(parameters -> List.of(
                        AuthSchemeOption.builder().schemeId("smithy.api#noAuth").build())));
        refused(
                "which may change each request",
                b -> b.endpointProvider((BedrockRuntimeEndpointProvider)
                        parameters -> CompletableFuture.failedFuture(new IllegalStateException())));
        refused("which may ask anybody", b -> b.httpClient(new OwnHttpClient()));
        refused(
                "may change each request",
                b -> b.overrideConfiguration(more -> more.putExecutionAttribute(new ExecutionAttribute<>("one"), "1")));
    }

    @Test
    void whatMayChangeOneRequestIsRefused() {
        refusedInRequest(more -> more.signer(Aws4Signer.create()));
        refusedInRequest(more -> more.addPlugin(configuration -> {}));
        refusedInRequest(more -> more.putExecutionAttribute(new ExecutionAttribute<>("two"), "2"));
        refusedInRequest(more -> more.endpointProvider(BedrockRuntimeEndpointProvider.defaultProvider()));
        refusedInRequest(more -> more.authSchemeProvider(TOKENS));
        refusedInRequest(more -> more.credentialsProvider(() -> ACCOUNT));
        refusedInRequest(more -> more.credentialsProvider(DefaultCredentialsProvider.create()));
        refusedInRequest(more -> more.tokenIdentityProvider(DefaultAwsTokenProvider.create()));
    }

    @Test
    void accountsThatAProcessWasStartedWithCount() {
        UnaryOperator<BedrockRuntimeClientBuilder> byProperties =
                b -> b.credentialsProvider(SystemPropertyCredentialsProvider.create());
        refused("whose account is used", byProperties);
        System.setProperty("aws.accessKeyId", "id");
        System.setProperty("aws.secretAccessKey", "secret");
        try {
            String key = key(client(byProperties), request());
            // It stays with what it found first, which may have been another.
            refused("whose account is used", b -> b.credentialsProvider(DefaultCredentialsProvider.create()));
            System.setProperty("aws.secretAccessKey", "other");

            assertThat(key(client(byProperties), request())).isNotEqualTo(key).doesNotStartWith("bypass:");
            assertThat(key).doesNotStartWith("bypass:");
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    @Test
    void aTokenOfBedrockCountsAndCredentialsBesideItDoNot() {
        String one = withToken("one", b -> b.credentialsProvider(null));

        assertThat(withToken("one", b -> b)).isEqualTo(one).doesNotStartWith("bypass:");
        assertThat(withToken("two", b -> b)).isNotEqualTo(one).doesNotStartWith("bypass:");
        assertThat(key(client(b -> b), request())).isNotEqualTo(one);
    }

    private static String withToken(String token, UnaryOperator<BedrockRuntimeClientBuilder> more) {
        System.setProperty("aws.bearerTokenBedrock", token);
        try {
            return key(client(more), request());
        } finally {
            System.clearProperty("aws.bearerTokenBedrock");
        }
    }

    @Test
    void rolesAndNobodyCount() {
        String one = key(client(b -> b.credentialsProvider(role("arn:aws:iam::1:role/a", "x"))), request());

        assertThat(key(client(b -> b.credentialsProvider(role("arn:aws:iam::1:role/a", "y"))), request()))
                .isEqualTo(one)
                .doesNotStartWith("bypass:");
        assertThat(key(client(b -> b.credentialsProvider(role("arn:aws:iam::2:role/a", "x"))), request()))
                .isNotEqualTo(one)
                .doesNotStartWith("bypass:");
        assertThat(key(client(b -> b.credentialsProvider(AnonymousCredentialsProvider.create())), request()))
                .doesNotStartWith("bypass:");
        refused(
                "whose account is used is not either",
                b -> b.credentialsProvider(WebIdentityTokenFileCredentialsProvider.create()));
    }

    private static WebIdentityTokenFileCredentialsProvider role(String role, String session) {
        return WebIdentityTokenFileCredentialsProvider.builder()
                .roleArn(role)
                .roleSessionName(session)
                .webIdentityTokenFile(java.nio.file.Path.of("token"))
                .build();
    }

    private static void refused(String reason, UnaryOperator<BedrockRuntimeClientBuilder> build) {
        assertThat(key(client(build), request())).startsWith("bypass: this.").contains(reason);
    }

    private static void refusedInRequest(Consumer<AwsRequestOverrideConfiguration.Builder> more) {
        assertThat(key(
                        client(b -> b),
                        request().toBuilder().overrideConfiguration(more).build()))
                .startsWith("bypass: 0.requestOverrideConfig.");
    }

    private static final class OwnInterceptor implements ExecutionInterceptor {}

    private static final class OwnCredentials implements AwsCredentials {

        @Override
        public String accessKeyId() {
            return "id" + System.nanoTime();
        }

        @Override
        public String secretAccessKey() {
            return "secret";
        }
    }

    private static final class OwnToken implements SdkToken {

        @Override
        public String token() {
            return "token" + System.nanoTime();
        }

        @Override
        public Optional<java.time.Instant> expirationTime() {
            return Optional.empty();
        }
    }

    private static final class OwnScheme implements AwsV4AuthScheme {

        private final AwsV4AuthScheme real = AwsV4AuthScheme.create();

        @Override
        public software.amazon.awssdk.identity.spi.IdentityProvider<
                        software.amazon.awssdk.identity.spi.AwsCredentialsIdentity>
                identityProvider(software.amazon.awssdk.identity.spi.IdentityProviders providers) {
            return real.identityProvider(providers);
        }

        @Override
        public software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner signer() {
            return real.signer();
        }

        @Override
        public String schemeId() {
            return real.schemeId();
        }
    }

    private static final class OwnHttpClient implements SdkHttpClient {

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
