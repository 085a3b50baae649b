package dev.reprise.clients.koog;

import static org.assertj.core.api.Assertions.assertThat;

import ai.koog.http.client.KoogHttpClientException;
import ai.koog.prompt.executor.clients.LLMClientException;
import dev.reprise.engine.failure.ProviderFailure;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

/** The real exceptions of the library tell whether its provider failed. */
class KoogFailuresTest {

    @Test
    void aProvidersFailuresAreToldFromRefusedRequests() {
        assertThat(failure(refused(429))).isEqualTo("HTTP 429");
        assertThat(failure(refused(503))).isEqualTo("HTTP 503");
        assertThat(failure(refused(400))).isNull();
        assertThat(failure(new KoogHttpClientException("client", null, null, "failed", new ConnectException())))
                .isEqualTo("java.net.ConnectException");
    }

    /** As a service's own method throws it, which has asked by way of the client. */
    private static String failure(Throwable thrown) {
        return ProviderFailure.of(new IllegalStateException("no answer", thrown), /* ofClient= */ false);
    }

    private static Throwable refused(int status) {
        return new LLMClientException(
                "client", "failed", new KoogHttpClientException("client", status, "{}", "failed", /* cause= */ null));
    }
}
