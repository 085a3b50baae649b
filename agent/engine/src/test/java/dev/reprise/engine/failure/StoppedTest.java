package dev.reprise.engine.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoppedTest {

    @Test
    void whoIsInterruptedOrCancelsStopsHisCall() {
        for (Throwable thrown : new Throwable[] {
            new InterruptedException(),
            new CancellationException(),
            new ClosedByInterruptException(),
            new InterruptedIOException(),
            new InterruptedIOException("interrupted")
        }) {
            assertThat(Stopped.was(thrown)).as(thrown.toString()).isTrue();
            assertThat(Stopped.was(new IllegalStateException(new IOException(thrown))))
                    .as("deeper " + thrown)
                    .isTrue();
        }
    }

    @Test
    void whatFailsByItselfIsNotStopped() {
        assertThat(Stopped.was(null)).isFalse();
        assertThat(Stopped.was(new IOException("interrupted"))).isFalse();
        assertThat(Stopped.was(new IllegalStateException())).isFalse();
    }

    /** OkHttp's failure of a call that took too long is no other than that of a thread that is interrupted. */
    @ParameterizedTest
    @ValueSource(strings = {"timeout", "Timeout", "Read timed out"})
    void whatTakesTooLongIsNotStoppedByItsCaller(String message) {
        assertThat(Stopped.was(new UncheckedIOException(new InterruptedIOException(message))))
                .isFalse();
        assertThat(ProviderFailure.of(new InterruptedIOException(message), /* ofClient= */ true))
                .isEqualTo(InterruptedIOException.class.getName());
    }

    @Test
    void whatAnInterruptedThreadTakesForATimeoutIsAStop() {
        Thread.currentThread().interrupt();
        try {
            assertThat(Stopped.was(new InterruptedIOException("timeout"))).isTrue();
            assertThat(Stopped.was(new SocketTimeoutException("Read timed out")))
                    .isFalse();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aClassMayTellThatItTookTooLong() {
        assertThat(Stopped.was(new ConnectTimeoutException())).isFalse();
    }

    /** As Apache's client has it. */
    private static final class ConnectTimeoutException extends InterruptedIOException {
        private static final long serialVersionUID = 1;
    }

    @Test
    void causesThatGoRoundInACircleComeToAnEnd() {
        Exception one = new Exception();
        Exception two = new Exception(one);
        one.initCause(two);

        assertThat(Stopped.was(one)).isFalse();
    }

    @Test
    void whatIsStoppedIsNoFailureOfAProvider() {
        assertThat(ProviderFailure.of(new InterruptedIOException("interrupted"), /* ofClient= */ true))
                .isNull();
    }
}
