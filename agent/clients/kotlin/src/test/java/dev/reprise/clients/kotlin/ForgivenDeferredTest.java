package dev.reprise.clients.kotlin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.coroutine.CoroutineShapes;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.shape.Parts;
import dev.reprise.engine.shape.Recording;
import dev.reprise.engine.shape.Shape;
import dev.reprise.engine.value.Uncacheable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlinx.coroutines.CompletableDeferred;
import kotlinx.coroutines.CompletableDeferredKt;
import kotlinx.coroutines.Deferred;
import kotlinx.coroutines.Job;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of a {@code Deferred} whose failure an entry may take the place of, before anybody knows how it ends. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ForgivenDeferredTest {

    private final CountDownLatch isRecording = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final CompletableFuture<Object> joined = new CompletableFuture<>();
    private boolean noMemory;
    private final CompletableDeferred<String> real = CompletableDeferredKt.CompletableDeferred((Job) null);
    private final Deferred<String> handed = handed();

    /** Of a method that returns one. */
    interface Asker {
        @SuppressWarnings("unused")
        Deferred<String> ask();
    }

    @AfterEach
    void goOn() {
        goOn.countDown();
    }

    @Test
    void whileItsAnswerIsRecordedItIsActive() throws Exception {
        completes(() -> real.complete("answer"));

        assertThat(handed.isActive()).isTrue();
        assertThat(handed.isCompleted()).isFalse();
        assertThat(handed.isCancelled()).isFalse();
        assertThat(join()).isSameAs(IntrinsicsKt.getCOROUTINE_SUSPENDED());

        goOn.countDown();
        joined.get();
        assertThat(handed.getCompleted()).isEqualTo("answer");
        assertThat(handed.isActive()).isFalse();
    }

    @Test
    void whileAnEntryIsLookedForThatAnswersItIsActive() throws Exception {
        completes(() -> real.completeExceptionally(new IllegalStateException("as told")));

        assertThat(handed.isActive()).isTrue();
        assertThat(handed.isCancelled()).isFalse();
        assertThat(join()).isSameAs(IntrinsicsKt.getCOROUTINE_SUSPENDED());

        goOn.countDown();
        joined.get();
        assertThat(handed.isCancelled()).isTrue();
        assertThatThrownBy(handed::getCompleted).hasMessage("as told");
    }

    @Test
    void whoHasCancelledItIsToldSoAtOnce() throws Exception {
        completes(() -> handed.cancel(new CancellationException("enough")));

        assertThat(handed.isActive()).isFalse();
        assertThat(handed.isCancelled()).isTrue();

        goOn.countDown();
        join();
        assertThat(handed.isCancelled()).isTrue();
    }

    /** As where there is no memory left: the real one has ended, and so does this. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatCannotBeRecordedEndsAllTheSame(boolean isAnswered) {
        noMemory = true;

        if (isAnswered) {
            real.complete("answer");
        } else {
            real.completeExceptionally(new IllegalStateException("as told"));
        }

        assertThat(handed.isCompleted()).isTrue();
        assertThat(handed.isCancelled()).isEqualTo(!isAnswered);
    }

    /** What is selected is not the end of the real one either. */
    @Test
    void aSelectWaitsForTheSameAsAJoin() {
        assertThat(handed.getOnJoin().getClauseObject()).isNotSameAs(real);
    }

    /** Returns once it is being recorded. */
    private void completes(Runnable how) throws InterruptedException {
        Thread completing = new Thread(how, "completing");
        completing.setDaemon(true);
        completing.start();
        isRecording.await();
    }

    private @Nullable Object join() {
        return handed.join(new Continuation<>() {
            @Override
            public CoroutineContext getContext() {
                return EmptyCoroutineContext.INSTANCE;
            }

            @Override
            public void resumeWith(Object result) {
                joined.complete(result);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private Deferred<String> handed() {
        try {
            Shape shape = CoroutineShapes.of(Asker.class.getDeclaredMethod("ask"), FieldAccess.NONE);
            return (Deferred<String>) shape.record(real, new Slow());
        } catch (NoSuchMethodException | Uncacheable impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Takes its time for what it takes. */
    private final class Slow implements Recording {

        @Override
        public @Nullable Object ended(@Nullable Object answer, @Nullable Throwable thrown) {
            if (noMemory) {
                throw new OutOfMemoryError();
            }
            isRecording.countDown();
            try {
                goOn.await();
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
            return answer;
        }

        @Override
        public boolean isForgiving() {
            return true;
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
