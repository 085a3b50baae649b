package dev.reprise.engine.shape;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The streamed response of a call that waits for the answer of an equal one. Whoever has it subscribes to it and closes it as to any;
 * once there is another response that answers it, this one stands for that. Thread-safe.
 */
final class PromisedResponse implements Promise, InvocationHandler {

    private final AsyncResponseShape shape;
    private final Object handed;
    private final CompletableFuture<@Nullable Object> completion = new CompletableFuture<>();

    /** Who asks for the parts before there are any, and how he did. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Subscription(Method method, @Nullable Object[] arguments) {}

    private @Nullable Subscription subscription;
    private boolean closed;
    private @Nullable Object answer;

    /**
     * @param shape of the method whose response it is
     */
    PromisedResponse(AsyncResponseShape shape) {
        this.shape = shape;
        this.handed = AsyncResponseShape.proxy(shape.type(), this);
    }

    @Override
    public Object handed() {
        return handed;
    }

    @Override
    public synchronized boolean isDone() {
        return closed;
    }

    @Override
    public void answer(Object replayed) {
        become(replayed, /* isReplay= */ true);
    }

    @Override
    public void fail(Throwable thrown) {
        become(shape.failed(thrown), /* isReplay= */ true);
    }

    @Override
    public void become(@Nullable Object real) {
        if (real == null) {
            fail(new NullPointerException("the method returned null when it was called after a wait"));
        } else {
            become(real, /* isReplay= */ false);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What is told here is told to the own one.
    private void become(Object real, boolean isReplay) {
        Subscription waiting;
        boolean unwanted;
        synchronized (this) {
            answer = real;
            waiting = subscription;
            unwanted = closed;
        }
        try {
            if (unwanted) {
                call(real, "close");
                return;
            }
            ((CompletableFuture<?>) Objects.requireNonNull(call(real, "onCompleteFuture"))).whenComplete(this::ended);
            if (waiting != null) {
                AsyncResponseShape.called(real, waiting.method, waiting.arguments);
            }
        } catch (Throwable refused) { // By an executor that takes no more, or for lack of a thread.
            if (isReplay && waiting != null && waiting.arguments.length == 1) {
                tell(waiting, refused);
            }
            completion.completeExceptionally(refused);
        }
    }

    /** What was to hand a replay over is not there; by an executor that refuses a handler is not told, as the SDKs do. */
    private static void tell(Subscription waiting, Throwable refused) {
        try {
            ReplayedResponse.Handler.of(AsyncResponseShape.handlerType(waiting.method), waiting.arguments[0])
                    .complete(Optional.of(refused));
        } catch (Throwable ofHandler) {
            // The SDK leaves it to whatever runs its own threads.
        }
    }

    private void ended(@Nullable Object nothing, @Nullable Throwable thrown) {
        if (thrown == null) {
            completion.complete(null);
        } else {
            completion.completeExceptionally(thrown);
        }
    }

    private @Nullable Object call(Object response, String method) throws Throwable {
        return AsyncResponseShape.called(response, shape.type().getMethod(method), /* arguments= */ null);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        switch (method.getName()) {
            case "subscribe" -> {
                if (arguments != null) {
                    subscribe(method, arguments);
                }
                return proxy;
            }
            case "onCompleteFuture" -> {
                return completion;
            }
            case "close" -> {
                close(method);
                return null;
            }
            default -> throw new UnsupportedOperationException(method.toString());
        }
    }

    private void subscribe(Method method, @Nullable Object[] arguments) throws Throwable {
        Objects.requireNonNull(arguments[0], "handler");
        if (arguments.length > 1) {
            Objects.requireNonNull(arguments[1], "executor");
        }
        Object real;
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("Cannot subscribe after the response is closed");
            }
            if (subscription != null) {
                throw new IllegalStateException("Cannot subscribe more than once");
            }
            subscription = new Subscription(method, arguments.clone());
            real = answer;
        }
        if (real != null) {
            AsyncResponseShape.called(real, method, arguments);
        }
    }

    private void close(Method method) throws Throwable {
        Object real;
        synchronized (this) {
            closed = true;
            real = answer;
        }
        if (real != null) {
            AsyncResponseShape.called(real, method, /* arguments= */ null);
        }
        completion.complete(null);
    }
}
