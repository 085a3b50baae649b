package dev.reprise.clients.googlegenai;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.genai.errors.ApiException;
import com.google.genai.errors.GenAiIOException;
import dev.reprise.engine.failure.ProviderFailure;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The real exceptions of the library tell whether its provider failed. */
class GenAiFailuresTest {

    @Test
    void aProvidersFailuresAreToldFromRefusedRequests() {
        assertThat(failure(new ApiException(429, "RESOURCE_EXHAUSTED", "wait"))).isEqualTo("HTTP 429");
        assertThat(failure(new ApiException(503, "UNAVAILABLE", "wait"))).isEqualTo("HTTP 503");
        assertThat(failure(new ApiException(400, "INVALID_ARGUMENT", "no"))).isNull();
        assertThat(failure(new GenAiIOException("failed", new IOException("reset"))))
                .isEqualTo("java.io.IOException");
    }

    /** As a service's own method throws it, which has asked by way of the client. */
    private static String failure(Throwable thrown) {
        return ProviderFailure.of(new IllegalStateException("no answer", thrown), /* ofClient= */ false);
    }
}
