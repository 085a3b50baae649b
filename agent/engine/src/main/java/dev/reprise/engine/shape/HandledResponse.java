package dev.reprise.engine.shape;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the streamed response of a real call, and records its parts as the one handler gets them that it takes: it waits for
 * the provider when it has not got the next, and what it does with one is its own affair. Thread-safe.
 */
final class HandledResponse implements InvocationHandler {

    private final Object real;
    private final Recording recording;
    private final @Nullable ForgivenResponse forgiven;
    private final AtomicReference<@Nullable Parts> begun = new AtomicReference<>();

    HandledResponse(Object real, Recording recording) {
        this.real = real;
        this.recording = recording;
        this.forgiven = recording.isForgiving() ? new ForgivenResponse() : null;
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
                Object future = AsyncResponseShape.called(real, method, arguments);
                return forgiven != null && future instanceof CompletableFuture<?> told
                        ? forgiven.completion(told)
                        : future;
            }
            case "close" -> closing();
            default -> {
                // There is no other.
            }
        }
        return AsyncResponseShape.called(real, method, arguments);
    }

    private void subscribe(Method method, @Nullable Object[] arguments) throws Throwable {
        Object handler = arguments[0];
        Parts parts = handler == null ? null : first();
        if (handler == null || parts == null) {
            AsyncResponseShape.called(real, method, arguments); // Which takes no second one, and not none.
            return;
        }
        Class<?> type = AsyncResponseShape.handlerType(method);
        @Nullable Object[] heard = arguments.clone();
        heard[0] = AsyncResponseShape.proxy(type, (proxy, told, given) -> tell(handler, parts, told, given));
        if (forgiven != null) {
            forgiven.subscribes(
                    parts,
                    ReplayedResponse.Handler.of(type, handler),
                    arguments.length == 1 ? null : (Executor) arguments[1]);
        }
        parts.pulling();
        try {
            AsyncResponseShape.called(real, method, heard);
        } catch (Throwable refused) { // Closed before, say.
            parts.breakOff("it was subscribed to in vain");
            begun.compareAndSet(parts, null);
            throw refused;
        }
    }

    /** Returns what takes the parts that the first subscriber gets; null if there is one. */
    private @Nullable Parts first() {
        if (begun.get() != null) {
            return null;
        }
        Parts parts = recording.parts();
        return begun.compareAndSet(null, parts) ? parts : null;
    }

    private void closing() {
        if (forgiven != null) {
            forgiven.close();
        }
        Parts parts = begun.get();
        if (parts == null) {
            recording.abandoned(); // Nobody will ask for them.
        } else {
            parts.closed(); // The executor's thread may still read to the end.
        }
    }

    private @Nullable Object tell(Object handler, Parts parts, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        Object told = arguments == null ? null : arguments[0];
        if (method.getName().equals("onNext")) {
            next(handler, parts, method, told);
            return null;
        }
        if (method.getName().equals("onComplete") && told instanceof Optional<?> failure) {
            if (failure.isEmpty()) {
                parts.complete();
            } else {
                parts.failed(failure.get());
                if (forgiven != null && forgiven.forgives((Throwable) failure.get())) {
                    return null;
                }
            }
        }
        return AsyncResponseShape.called(handler, method, arguments);
    }

    private void next(Object handler, Parts parts, Method method, @Nullable Object part) throws Throwable {
        if (forgiven != null) {
            forgiven.next();
        }
        parts.pulled();
        parts.next(part);
        try {
            AsyncResponseShape.called(handler, method, new @Nullable Object[] {part});
        } catch (Throwable thrown) { // With which the response ends, though no provider has failed.
            parts.left(Parts.failure(thrown));
            throw thrown;
        }
        parts.pulling();
    }
}
