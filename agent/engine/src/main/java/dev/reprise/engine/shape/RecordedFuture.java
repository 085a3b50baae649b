package dev.reprise.engine.shape;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A future that tells nobody when it is done: recorded when its holder gets the answer. */
final class RecordedFuture implements Future<@Nullable Object> {

    private final Future<?> real;
    private final Shape inner;
    private final Recording recording;
    private boolean recorded;
    private @Nullable Object handed;

    RecordedFuture(Future<?> real, Shape inner, Recording recording) {
        this.real = real;
        this.inner = inner;
        this.recording = recording;
    }

    @Override
    public @Nullable Object get() throws InterruptedException, ExecutionException {
        return recorded(real.get());
    }

    @Override
    public @Nullable Object get(long timeout, TimeUnit unit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return recorded(real.get(timeout, unit));
    }

    private synchronized @Nullable Object recorded(@Nullable Object answer) {
        // Only before anybody has it: who has it can change it.
        if (!recorded) {
            handed = RecordedStage.taken(answer, /* thrown= */ null, inner, recording);
            recorded = true;
        }
        return handed;
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
