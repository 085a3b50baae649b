package dev.reprise.clients.googlegenai;

import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.genai.Client;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.ProxyOptions;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Clients as a service makes them. */
final class Clients {

    static final PrivateKey PRIVATE_KEY = privateKey();

    private Clients() {}

    static Client gemini(UnaryOperator<Client.Builder> more) {
        return more.apply(Client.builder().apiKey("key").httpOptions(options(o -> o)))
                .build();
    }

    static Client vertex(GoogleCredentials credentials) {
        return vertex(credentials, client -> client);
    }

    static Client vertex(GoogleCredentials credentials, UnaryOperator<Client.Builder> more) {
        return more.apply(Client.builder()
                        .vertexAI(true)
                        .project("project")
                        .location("europe-west1")
                        .credentials(credentials)
                        .httpOptions(options(o -> o)))
                .build();
    }

    static HttpOptions options(UnaryOperator<HttpOptions.Builder> more) {
        return more.apply(HttpOptions.builder().baseUrl("http://127.0.0.1:9").headers(Map.of("x-tenant", "a")))
                .build();
    }

    /** A client with every option set that a client can have and still be keyed. */
    static Client full() {
        return gemini(client -> client.httpOptions(options(options -> options.apiVersion("v1")
                        .timeout(60_000)
                        .extraBody(Map.of("labels", Map.of("team", "a", "costs", List.of(1, 2.5, true))))
                        .retryOptions(HttpRetryOptions.builder().attempts(3).httpStatusCodes(429, 503))))
                .clientOptions(ClientOptions.builder()
                        .maxConnections(5)
                        .maxConnectionsPerHost(2)
                        .proxyOptions(ProxyOptions.builder()
                                .type("HTTP")
                                .host("127.0.0.1")
                                .port(9)
                                .username("user")
                                .password("secret"))
                        .build()));
    }

    static ServiceAccountCredentials serviceAccount(UnaryOperator<ServiceAccountCredentials.Builder> more) {
        return more.apply(ServiceAccountCredentials.newBuilder()
                        .setClientId("client")
                        .setClientEmail("service@project.iam.gserviceaccount.com")
                        .setPrivateKey(PRIVATE_KEY)
                        .setPrivateKeyId("key-1")
                        .setProjectId("project")
                        .setQuotaProjectId("quota")
                        .setServiceAccountUser("somebody@example.com")
                        .setTokenServerUri(URI.create("http://127.0.0.1:9/token"))
                        .setScopes(List.of("https://www.googleapis.com/auth/cloud-platform")))
                .build();
    }

    static PrivateKey privateKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair().getPrivate();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
