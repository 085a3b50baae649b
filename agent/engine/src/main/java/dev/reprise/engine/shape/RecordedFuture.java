package dev.reprise.engine.shape;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A future that tells nobody when it is done: recorded when its holder gets the answer, or when it is {@linkplain #take taken}
 * for others who wait for that. Thread-safe.
 */
final class RecordedFuture implements Future<@Nullable Object>, Silent {

    private final Shape inner;
    private final Recording recording;
    /** At first the real one; that of a second call, if the answer of the first is none to its holder's question. */
    private volatile Future<?> real;

    private boolean recorded;
    /** Whether the call has failed, and that was told. */
    private boolean failed;

    private boolean repeated;
    private @Nullable Object handed;
    private @Nullable Object instead;

    RecordedFuture(Future<?> real, Shape inner, Recording recording) {
        this.real = real;
        this.inner = inner;
        this.recording = recording;
    }

    @Override
    public @Nullable Object get() throws InterruptedException, ExecutionException {
        Object answer;
        try {
            answer = recorded(real.get());
        } catch (ExecutionException failure) {
            return instead(failure);
        } catch (CancellationException cancelled) {
            failed(cancelled);
            throw cancelled;
        }
        return answer == Recording.NONE ? real.get() : answer;
    }

    @Override
    public @Nullable Object get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        long begin = System.nanoTime();
        Object answer;
        try {
            answer = recorded(real.get(timeout, unit));
        } catch (ExecutionException failure) {
            return instead(failure);
        } catch (CancellationException cancelled) {
            failed(cancelled);
            throw cancelled;
        }
        long left = unit.toNanos(timeout) - (System.nanoTime() - begin);
        return answer == Recording.NONE ? real.get(left, TimeUnit.NANOSECONDS) : answer;
    }

    private synchronized @Nullable Object recorded(@Nullable Object answer) {
        // Only before anybody has it: who has it can change it.
        if (!recorded) {
            handed = failed ? unrecorded(answer) : taken(answer);
            recorded = true;
        }
        if (handed == Recording.NONE && !repeated) {
            real = again();
            repeated = true;
        }
        return handed;
    }

    private synchronized Object instead(ExecutionException failure) throws ExecutionException {
        if (!recorded && !failed) {
            Throwable thrown = failure.getCause() == null ? failure : failure.getCause();
            failed(thrown);
            instead = recording.instead(thrown, inner);
        }
        if (instead == null) {
            throw failure;
        }
        return instead;
    }

    private synchronized void failed(Throwable thrown) {
        if (!recorded && !failed) {
            failed = true;
            recording.ended(/* answer= */ null, thrown);
        }
    }

    /** Of a future that has failed before, which no future of the JDK does. */
    private @Nullable Object unrecorded(@Nullable Object answer) {
        return recording.isReplacing() ? Recording.NONE : answer;
    }

    private @Nullable Object taken(@Nullable Object answer) {
        try {
            return RecordedStage.taken(answer, /* thrown= */ null, inner, recording);
        } catch (RuntimeException | Error failure) {
            if (recording.isReplacing()) {
                return Recording.NONE;
            }
            throw failure;
        }
    }

    private Future<?> again() {
        try {
            Future<?> other = (Future<?>) recording.again();
            return other == null
                    ? CompletableFuture.failedFuture(
                            new NullPointerException("the method returned null when it was called again"))
                    : other;
        } catch (Throwable thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }

    @Override
    public boolean isThere() {
        return real.isDone();
    }

    @Override
    public void take() {
        Future<?> now = real;
        try {
            if (now.isDone()) {
                recorded(now.get());
            }
        } catch (ExecutionException failure) {
            takeFailure(failure);
        } catch (CancellationException cancelled) {
            failed(cancelled);
        } catch (Throwable unfit) {
            // Of a failure, say, that says nothing of itself. Its holder gets what he would have got.
            recording.abandoned();
        }
    }

    private void takeFailure(ExecutionException failure) {
        try {
            instead(failure);
        } catch (ExecutionException itsHolders) {
            // He gets it when he asks.
        } catch (Throwable unfit) { // As above, and nobody tries again.
            recording.abandoned();
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        Future<?> now = real;
        boolean cancelled = now.cancel(mayInterruptIfRunning);
        if (now.isCancelled()) {
            failed(new CancellationException("its holder made the end"));
        }
        return cancelled;
    }

    @Override
    public boolean isCancelled() {
        return real.isCancelled();
    }

    @Override
    public boolean isDone() {
        return real.isDone();
    }
}
