package dev.reprise.clients.anthropicjava;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.core.JsonValue;
import com.anthropic.core.http.Headers;
import com.anthropic.errors.AnthropicIoException;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import dev.reprise.engine.failure.ProviderFailure;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The real exceptions of the library tell whether its provider failed. */
class AnthropicFailuresTest {

    @Test
    void aProvidersFailuresAreToldFromRefusedRequests() {
        Headers headers = Headers.builder().build();
        JsonValue body = JsonValue.from("{}");

        assertThat(failure(
                        RateLimitException.builder().headers(headers).body(body).build()))
                .isEqualTo("HTTP 429");
        assertThat(failure(InternalServerException.builder()
                        .statusCode(529)
                        .headers(headers)
                        .body(body)
                        .build()))
                .isEqualTo("HTTP 529");
        assertThat(failure(UnauthorizedException.builder()
                        .headers(headers)
                        .body(body)
                        .build()))
                .isNull();
        assertThat(failure(new AnthropicIoException("failed", new IOException("reset"))))
                .isEqualTo("java.io.IOException");
    }

    /** As a service's own method throws it, which has asked by way of the client. */
    private static String failure(Throwable thrown) {
        return ProviderFailure.of(new IllegalStateException("no answer", thrown), /* ofClient= */ false);
    }
}
