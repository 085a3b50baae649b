package dev.reprise.clients.azureopenai;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.exception.ResourceNotFoundException;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpResponse;
import dev.reprise.engine.failure.ProviderFailure;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The real exceptions of the library tell whether its provider failed. */
class AzureFailuresTest {

    @Test
    void aProvidersFailuresAreToldFromRefusedRequests() {
        assertThat(failure(new HttpResponseException("wait", answer(429)))).isEqualTo("HTTP 429");
        assertThat(failure(new HttpResponseException("wait", answer(503)))).isEqualTo("HTTP 503");
        assertThat(failure(new HttpResponseException("no", answer(400)))).isNull();
        assertThat(failure(new ResourceNotFoundException("no", answer(404)))).isNull();
    }

    /** As a service's own method throws it, which has asked by way of the client. */
    private static String failure(Throwable thrown) {
        return ProviderFailure.of(new IllegalStateException("no answer", thrown), /* ofClient= */ false);
    }

    private static HttpResponse answer(int status) {
        return new HttpResponse(/* request= */ null) {
            @Override
            public int getStatusCode() {
                return status;
            }

            @Override
            @SuppressWarnings("deprecation")
            public String getHeaderValue(String name) {
                return "";
            }

            @Override
            public HttpHeaders getHeaders() {
                return new HttpHeaders();
            }

            @Override
            public Flux<ByteBuffer> getBody() {
                return Flux.empty();
            }

            @Override
            public Mono<byte[]> getBodyAsByteArray() {
                return Mono.empty();
            }

            @Override
            public Mono<String> getBodyAsString() {
                return Mono.empty();
            }

            @Override
            public Mono<String> getBodyAsString(Charset charset) {
                return Mono.empty();
            }
        };
    }
}
