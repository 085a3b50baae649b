package dev.reprise.engine.coroutine;

import dev.reprise.engine.shape.Recording;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a {@code Deferred} whose failure an entry may take the place of. Whoever wants to know how it ends is told by another one,
 * which ends with the real one, once that is recorded. All else that is done to it, to start or to cancel it say, is done to the
 * real one. Thread-safe.
 */
final class ForgivenDeferred implements InvocationHandler {

    private final Kotlin kotlin;
    private final DeferredShape shape;
    private final Object real;
    private final Object own;
    private final Recording recording;
    private boolean told;

    private ForgivenDeferred(Kotlin kotlin, DeferredShape shape, Object real, Recording recording)
            throws ReflectiveOperationException {
        this.kotlin = kotlin;
        this.shape = shape;
        this.real = real;
        this.own = shape.pending();
        this.recording = recording;
    }

    static Object of(Kotlin kotlin, DeferredShape shape, Object real, Recording recording)
            throws ReflectiveOperationException {
        ForgivenDeferred forgiven = new ForgivenDeferred(kotlin, shape, real, recording);
        Object handed = RecordedDeferred.standIn(shape, real, forgiven);
        recording.asleepIf(() -> shape.isIdle(real));
        shape.whenComplete(real, forgiven::completed); // First of all who want to know.
        return handed;
    }

    private void completed(@Nullable Throwable thrown) {
        Object answer = null;
        Throwable failure = thrown;
        try {
            if (thrown == null) {
                answer = shape.answer(real);
                record(answer);
            } else if (tells()) {
                Object instead = instead(thrown);
                answer = instead == null ? null : shape.answer(instead);
                failure = instead == null ? thrown : null;
            }
        } catch (Throwable unfit) { // Of another version, say. Whoever waits is told of an end whatever happens here.
            failure = thrown == null ? new IllegalStateException(unfit) : thrown;
        }
        end(answer, failure);
    }

    private void record(@Nullable Object answer) {
        try {
            if (tells()) {
                recording.ended(answer, /* thrown= */ null);
            }
        } catch (Throwable unfit) {
            // Nothing is to be thrown into whoever completes it.
        }
    }

    private @Nullable Object instead(Throwable thrown) {
        try {
            recording.ended(/* answer= */ null, thrown);
            return recording.instead(thrown, shape);
        } catch (Throwable unfit) {
            return null;
        }
    }

    private void end(@Nullable Object answer, @Nullable Throwable failure) {
        try {
            if (failure == null) {
                shape.complete(own, answer);
            } else {
                shape.fail(own, failure);
            }
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException(otherVersion);
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        @Nullable Object[] arguments = given == null ? new Object[0] : given;
        switch (method.getName()) {
            case "equals" -> {
                return real.equals(unwrapped(arguments[0]));
            }
            case "await", "join" -> {
                shape.start(real);
                Object then = arguments[0];
                return then == null
                        ? Kotlin.call(method, own, arguments)
                        : kotlin.callSuspending(method, own, then, arguments);
            }
            case "getOnAwait", "getOnJoin" -> shape.start(real);
            case "isActive", "isCancelled" -> {
                return state(method, arguments);
            }
            case "getCancellationException" -> {
                return Kotlin.call(method, shape.isCompleted(own) ? own : real, arguments);
            }
            case "complete", "completeExceptionally" -> refuse();
            default -> {
                // Of one of the two, as below.
            }
        }
        return Kotlin.call(method, isOfEnd(method) ? own : real, arguments);
    }

    /** Whoever is told that it goes on no more is to find how it ended, unless he has cancelled it. */
    private @Nullable Object state(Method method, @Nullable Object[] arguments) throws Throwable {
        Object ofReal = Kotlin.call(method, real, arguments);
        boolean isOfOwn = shape.isCompleted(real) && (shape.isCompleted(own) || !shape.isStopped(real));
        return isOfOwn ? Kotlin.call(method, own, arguments) : ofReal;
    }

    private static boolean isOfEnd(Method method) {
        return switch (method.getName()) {
            case "getCompleted",
                    "getCompletionExceptionOrNull",
                    "getOnAwait",
                    "getOnJoin",
                    "invokeOnCompletion",
                    "isCompleted" -> true;
            default -> false;
        };
    }

    private static @Nullable Object unwrapped(@Nullable Object other) {
        return other != null
                        && Proxy.isProxyClass(other.getClass())
                        && Proxy.getInvocationHandler(other) instanceof ForgivenDeferred forgiven
                ? forgiven.real
                : other;
    }

    private synchronized boolean tells() {
        boolean first = !told;
        told = true;
        return first;
    }

    private void refuse() {
        if (tells()) {
            recording.refused("its holder completed it");
        }
    }
}
