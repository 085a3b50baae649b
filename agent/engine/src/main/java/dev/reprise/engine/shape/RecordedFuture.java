package dev.reprise.engine.shape;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A future that tells nobody when it is done: recorded when its holder gets the answer. */
final class RecordedFuture implements Future<@Nullable Object> {

    private final Shape inner;
    private final Recording recording;
    /** At first the real one; that of a second call, if the answer of the first is none to its holder's question. */
    private volatile Future<?> real;

    private boolean recorded;
    private boolean repeated;
    private @Nullable Object handed;

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
        }
        long left = unit.toNanos(timeout) - (System.nanoTime() - begin);
        return answer == Recording.NONE ? real.get(left, TimeUnit.NANOSECONDS) : answer;
    }

    private synchronized @Nullable Object recorded(@Nullable Object answer) {
        // Only before anybody has it: who has it can change it.
        if (!recorded) {
            handed = taken(answer);
            recorded = true;
        }
        if (handed == Recording.NONE && !repeated) {
            real = again();
            repeated = true;
        }
        return handed;
    }

    private synchronized Object instead(ExecutionException failure) throws ExecutionException {
        if (!recorded) {
            handed = recording.instead(failure, inner);
            recorded = true;
        }
        if (handed == null || handed == Recording.NONE) {
            throw failure;
        }
        return handed;
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
                    ? failed(new NullPointerException("the method returned null when it was called again"))
                    : other;
        } catch (Throwable thrown) {
            return failed(thrown);
        }
    }

    private static Future<?> failed(Throwable thrown) {
        return CompletableFuture.failedFuture(thrown);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return real.cancel(mayInterruptIfRunning);
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
