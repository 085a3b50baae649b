package dev.reprise.clients.kotlin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.coroutine.CoroutineShapes;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.shape.Parts;
import dev.reprise.engine.shape.Recording;
import java.util.concurrent.TimeUnit;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets what a {@code Deferred} ends with, and when. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class RecordedDeferredTest {

    /** Of a method that returns one. */
    interface Asker {
        @SuppressWarnings("unused")
        Deferred<String> ask();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoWaitsForItGetsItsEndOnceThatIsRecorded(boolean fails) throws Exception {
        CompletableDeferred<String> real = CompletableDeferredKt.CompletableDeferred((Job) null);
        Waiter waiter = new Waiter();
        Deferred<?> handed = (Deferred<?>) CoroutineShapes.of(Asker.class.getDeclaredMethod("ask"), FieldAccess.NONE)
                .record(real, new Told(waiter::asks));
        waiter.handed = handed;

        if (fails) {
            real.completeExceptionally(new IllegalStateException("as told"));
        } else {
            real.complete("answer");
        }

        waiter.thread.join();
        assertThat(waiter.seen).isEqualTo(Thread.State.BLOCKED);
        assertThat(waiter.got).isEqualTo(fails ? "as told" : "answer");
    }

    /** Asks for the end while it is being recorded. */
    private static final class Waiter {

        private final Thread thread = new Thread(this::run, "waiter");
        private volatile @Nullable Deferred<?> handed;
        private volatile Object got = "nothing";
        private volatile Thread.@Nullable State seen;

        private void run() {
            try {
                got = BuildersKt.runBlocking(
                        EmptyCoroutineContext.INSTANCE,
                        (scope, then) -> handed.await((kotlin.coroutines.Continuation) then));
            } catch (IllegalStateException | InterruptedException thrown) {
                got = thrown.getMessage();
            }
        }

        private void asks() {
            thread.setDaemon(true);
            thread.start();
            Thread.State state = thread.getState();
            while (state != Thread.State.BLOCKED && state != Thread.State.TERMINATED) {
                Thread.onSpinWait();
                state = thread.getState();
            }
            seen = state;
        }
    }

    /** Has something done while it records. */
    private record Told(Runnable meanwhile) implements Recording {

        @Override
        public @Nullable Object ended(@Nullable Object answer, @Nullable Throwable thrown) {
            meanwhile.run();
            return answer;
        }

        @Override
        public Parts parts() {
            throw new AssertionError();
        }

        @Override
        public void refused(String reason) {
            throw new AssertionError(reason);
        }
    }
}
