package dev.reprise.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.reflect.FieldAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class CopiedFailureTest {

    /** Of a provider, say. */
    static class ProviderException extends RuntimeException {
        private final int status;
        private final Map<String, List<String>> headers;
        private final Body body;
        Throwable also;
        transient Object live;

        ProviderException(String message, Throwable cause, int status, Map<String, List<String>> headers, Body body) {
            super(message, cause);
            this.status = status;
            this.headers = headers;
            this.body = body;
        }

        @Override
        public String getMessage() {
            return status + ": " + super.getMessage();
        }
    }

    static final class Body {
        String text;
        List<String> details = new ArrayList<>();
    }

    static final class Living extends RuntimeException {
        final Thread thread = Thread.currentThread();
    }

    static final class Stackless extends RuntimeException {
        Stackless(String message) {
            super(message, null, false, false);
        }
    }

    private static Throwable copy(Throwable thrown) {
        CopiedFailure copied = CopiedFailure.of(thrown, FieldAccess.NONE);
        return copied == null ? null : copied.copy();
    }

    @Test
    void aCopyIsOfTheSameClassWithTheSameMessageStackTraceAndFields() {
        Body body = new Body();
        body.text = "slow down";
        body.details.add("tokens");
        ProviderException thrown = new ProviderException(
                "limit", new IOException("reset"), 429, Map.of("retry-after", List.of("1")), body);

        ProviderException copy = (ProviderException) copy(thrown);

        assertThat(copy).isNotSameAs(thrown).hasMessage("429: limit");
        assertThat(copy.getStackTrace()).isEqualTo(thrown.getStackTrace()).isNotEmpty();
        assertThat(copy.status).isEqualTo(429);
        assertThat(copy.headers).isEqualTo(thrown.headers);
        assertThat(copy.body.text).isEqualTo("slow down");
        assertThat(copy.getCause())
                .isNotSameAs(thrown.getCause())
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("reset");
        assertThat(copy.getCause().getStackTrace()).isEqualTo(thrown.getCause().getStackTrace());
        assertThat(copy.getCause().getCause()).isNull();
    }

    @Test
    void whatOneDoesToACopyIsNothingToTheOthers() {
        Body body = new Body();
        CopiedFailure copied =
                CopiedFailure.of(new ProviderException("limit", null, 429, Map.of(), body), FieldAccess.NONE);
        ProviderException one = (ProviderException) copied.copy();
        ProviderException two = (ProviderException) copied.copy();

        one.addSuppressed(new IOException("on close"));
        one.setStackTrace(new StackTraceElement[0]);
        one.body.details.add("changed");
        one.getCause();

        assertThat(two.getSuppressed()).isEmpty();
        assertThat(two.getStackTrace()).isNotEmpty();
        assertThat(two.body.details).isEmpty();
        assertThat(body.details).isEmpty();
    }

    @Test
    void suppressedFailuresAndThoseInFieldsAreCopiedAndSoAreCircles() {
        ProviderException thrown = new ProviderException("limit", null, 429, Map.of(), null);
        IOException suppressed = new IOException("on close", thrown);
        thrown.addSuppressed(suppressed);
        thrown.also = suppressed;

        ProviderException copy = (ProviderException) copy(thrown);

        assertThat(copy.getSuppressed()).hasSize(1);
        assertThat(copy.getSuppressed()[0]).isNotSameAs(suppressed).hasMessage("on close");
        assertThat(copy.also).isSameAs(copy.getSuppressed()[0]);
        assertThat(copy.also.getCause()).isSameAs(copy);
    }

    @Test
    void aCopyCanBeGivenACauseAndSuppressedFailuresIfTheOtherCan() {
        Throwable plain = copy(new IOException("plain"));
        Throwable stackless = copy(new Stackless("stackless"));

        plain.initCause(new IllegalStateException());
        plain.addSuppressed(new IllegalStateException());
        stackless.addSuppressed(new IllegalStateException());

        assertThat(plain).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(plain.getSuppressed()).hasSize(1);
        assertThat(stackless.getSuppressed()).isEmpty();
        assertThat(stackless).hasMessage("stackless");
    }

    @Test
    void aWrapperIsCopiedWithWhatItWraps() {
        Throwable copy = copy(new CompletionException(new IOException("reset")));

        assertThat(copy).isExactlyInstanceOf(CompletionException.class).hasRootCauseMessage("reset");
    }

    @Test
    void whatCannotBeCopiedIsNot() {
        ProviderException live = new ProviderException("limit", null, 429, Map.of(), null);
        live.live = new Object();

        assertThat(copy(live)).isNull();
        assertThat(copy(new Living())).isNull();
        assertThat(copy(new OutOfMemoryError())).isNull();
        assertThat(copy(new CompletionException(new StackOverflowError()))).isNull();
        assertThat(copy(chain(100))).isNull();
    }

    private static Throwable chain(int length) {
        Throwable last = null;
        for (int i = 0; i < length; i++) {
            last = new RuntimeException(last);
        }
        return last;
    }
}
