package dev.reprise.engine.coroutine;

import dev.reprise.engine.shape.Promise;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A {@code Deferred} of a call that waits for the answer of an equal one. It is nobody's child; who cancels it cancels that of
 * its own call, if it has come to that. Thread-safe.
 */
final class PromisedDeferred implements Promise {

    private final DeferredShape shape;
    private final Object pending;

    PromisedDeferred(DeferredShape shape) {
        this.shape = shape;
        try {
            this.pending = shape.pending();
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException(otherVersion);
        }
    }

    @Override
    public Object handed() {
        return pending;
    }

    @Override
    public boolean isDone() {
        try {
            return shape.isCompleted(pending);
        } catch (ReflectiveOperationException closed) {
            return false;
        }
    }

    @Override
    public void answer(Object replayed) {
        end(replayed, /* thrown= */ null);
    }

    @Override
    public void fail(Throwable thrown) {
        try {
            shape.fail(pending, thrown);
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException(otherVersion);
        }
    }

    @Override
    public void become(@Nullable Object real) {
        if (real == null) {
            fail(new NullPointerException("the method returned null when it was called after a wait"));
            return;
        }
        try {
            shape.whenComplete(real, thrown -> end(real, thrown));
            shape.whenComplete(pending, thrown -> cancelled(real, thrown));
            shape.start(real); // Whoever asks for its answer asks what stands for it.
        } catch (ReflectiveOperationException otherVersion) {
            fail(new IllegalStateException(otherVersion));
        }
    }

    private void end(Object of, @Nullable Throwable thrown) {
        try {
            if (thrown == null) {
                shape.complete(pending, shape.answer(of));
            } else {
                shape.fail(pending, thrown);
            }
        } catch (ReflectiveOperationException otherVersion) {
            fail(new IllegalStateException(otherVersion));
        }
    }

    private void cancelled(Object real, @Nullable Throwable thrown) {
        try {
            if (thrown instanceof CancellationException why && !shape.isCompleted(real)) {
                shape.cancel(real, why);
            }
        } catch (ReflectiveOperationException otherVersion) {
            // It goes on, and nobody looks.
        }
    }
}
