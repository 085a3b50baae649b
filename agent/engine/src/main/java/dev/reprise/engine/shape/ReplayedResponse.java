package dev.reprise.engine.shape;

import dev.reprise.engine.thread.DaemonThread;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Hands recorded parts to a handler as the SDKs of OpenAI and Anthropic do: once, on another thread; what the handler
 * throws ends the response and is told to the handler and to the future. Thread-safe.
 */
final class ReplayedResponse {

    /** The host's handler. */
    interface Handler {

        void next(Object part) throws Throwable;

        void complete(Optional<Throwable> error) throws Throwable;

        static Handler of(Class<?> type, @Nullable Object handler) throws NoSuchMethodException {
            Objects.requireNonNull(handler, "handler");
            Method next = type.getMethod("onNext", Object.class);
            Method complete = type.getMethod("onComplete", Optional.class);
            return new Handler() {
                @Override
                public void next(Object part) throws Throwable {
                    call(next, part);
                }

                @Override
                public void complete(Optional<Throwable> error) throws Throwable {
                    call(complete, error);
                }

                private void call(Method method, Object argument) throws Throwable {
                    try {
                        method.invoke(handler, argument);
                    } catch (InvocationTargetException failed) {
                        throw failed.getTargetException();
                    }
                }
            };
        }
    }

    private enum State {
        NEW,
        SUBSCRIBED,
        CLOSED
    }

    private final List<?> parts;
    private final @Nullable Throwable failure;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private final CompletableFuture<@Nullable Void> completion = new CompletableFuture<>();

    ReplayedResponse(List<?> parts) {
        this(parts, /* failure= */ null);
    }

    private ReplayedResponse(List<?> parts, @Nullable Throwable failure) {
        this.parts = parts;
        this.failure = failure;
    }

    /** Returns one that has failed before its first part. */
    static ReplayedResponse failed(Throwable failure) {
        ReplayedResponse response = new ReplayedResponse(List.of(), failure);
        response.completion.completeExceptionally(failure);
        return response;
    }

    CompletableFuture<@Nullable Void> completion() {
        return completion;
    }

    /** Hands the parts over on the executor, or on a thread of its own. */
    void subscribe(Handler handler, @Nullable Executor executor) {
        if (!state.compareAndSet(State.NEW, State.SUBSCRIBED)) {
            throw new IllegalStateException(
                    state.get() == State.SUBSCRIBED
                            ? "Cannot subscribe more than once"
                            : "Cannot subscribe after the response is closed");
        }
        if (executor == null) {
            DaemonThread.ofHost("reprise-replay", () -> handOver(handler)).start();
        } else {
            executor.execute(() -> handOver(handler));
        }
    }

    /** Hands the parts over on this thread, unless that has begun or is not wanted any more. */
    void handOverHere(Handler handler) {
        if (state.compareAndSet(State.NEW, State.SUBSCRIBED)) {
            handOver(handler);
        }
    }

    void close() {
        state.set(State.CLOSED);
        completion.complete(null);
    }

    private void handOver(Handler handler) {
        if (state.get() == State.CLOSED) {
            return;
        }
        if (failure != null) { // As the SDKs do: what has failed before is not closed by that.
            tell(handler, failure);
            return;
        }
        Throwable error = null;
        try {
            for (Object part : parts) {
                if (state.get() == State.CLOSED) {
                    break;
                }
                handler.next(part);
            }
        } catch (Throwable thrown) {
            error = thrown;
        }
        try {
            tell(handler, error);
        } finally {
            if (error != null) {
                completion.completeExceptionally(error);
            }
            close();
        }
    }

    private static void tell(Handler handler, @Nullable Throwable error) {
        try {
            handler.complete(Optional.ofNullable(error));
        } catch (Throwable thrown) {
            ReplayedResponse.<RuntimeException>rethrow(thrown);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
        throw (T) thrown; // To whoever runs the executor, as it came.
    }
}
