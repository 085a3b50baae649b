package dev.reprise.clients.openaijava;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.http.Headers;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.RateLimitException;
import com.openai.models.ErrorObject;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.CopiedFailure;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What the library throws, for each of those who waited for one call. */
class OpenAiFailuresTest {

    private final RateLimitException limit = RateLimitException.builder()
            .headers(Headers.builder().put("retry-after", "1").build())
            .error(ErrorObject.builder()
                    .message("slow down")
                    .code("rate_limit")
                    .param("model")
                    .type("requests")
                    .build())
            .build();

    private static Throwable copy(Throwable thrown) {
        CopiedFailure copied = CopiedFailure.of(thrown, FieldAccess.NONE);
        assertThat(copied).isNotNull();
        return copied.copy();
    }

    @Test
    void whatAProviderRefusesIsCopiedWithItsStatusHeadersAndBody() {
        RateLimitException copy = (RateLimitException) copy(limit);

        assertThat(copy).isNotSameAs(limit).hasMessage(limit.getMessage());
        assertThat(copy.statusCode()).isEqualTo(429);
        assertThat(copy.headers().values("retry-after")).isEqualTo(List.of("1"));
        assertThat(copy.body()).isEqualTo(limit.body());
        assertThat(copy.code()).contains("rate_limit");
    }

    @Test
    void whatAFutureFailsWithIsCopiedToo() {
        assertThat(copy(new CompletionException(limit)))
                .isExactlyInstanceOf(CompletionException.class)
                .hasCauseExactlyInstanceOf(RateLimitException.class);
        assertThat(copy(new OpenAIIoException("no answer", new SocketTimeoutException("timeout"))))
                .hasMessage("no answer")
                .hasCauseExactlyInstanceOf(SocketTimeoutException.class);
    }
}
