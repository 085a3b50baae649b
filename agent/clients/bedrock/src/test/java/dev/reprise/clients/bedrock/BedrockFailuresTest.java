package dev.reprise.clients.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.failure.ProviderFailure;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.bedrockruntime.model.ServiceUnavailableException;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

/** The real exceptions of the library tell whether its provider failed. */
class BedrockFailuresTest {

    @Test
    void aProvidersFailuresAreToldFromRefusedRequests() {
        assertThat(failure(ThrottlingException.builder().statusCode(429).build()))
                .isEqualTo("HTTP 429");
        assertThat(failure(ServiceUnavailableException.builder().statusCode(503).build()))
                .isEqualTo("HTTP 503");
        assertThat(failure(ValidationException.builder().statusCode(400).build()))
                .isNull();
        assertThat(failure(ApiCallTimeoutException.create(1))).endsWith("ApiCallTimeoutException");
        assertThat(failure(SdkClientException.create("timed out", new SocketTimeoutException())))
                .isEqualTo("java.net.SocketTimeoutException");
    }

    /** As a service's own method throws it, which has asked by way of the client. */
    private static String failure(Throwable thrown) {
        return ProviderFailure.of(new IllegalStateException("no answer", thrown), /* ofClient= */ false);
    }
}
