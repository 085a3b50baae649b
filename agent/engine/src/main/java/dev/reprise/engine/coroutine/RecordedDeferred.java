package dev.reprise.engine.coroutine;

import dev.reprise.engine.shape.Recording;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a {@code Deferred} that is not complete yet: recorded when it is complete, or when the first who asks for the answer
 * gets it, before he has it, and before anybody else has. All else that is done to it, to start or to cancel it say, is done to the real one.
 * Thread-safe.
 */
final class RecordedDeferred implements InvocationHandler {

    private final Kotlin kotlin;
    private final DeferredShape shape;
    private final Object real;
    private final Recording recording;
    private volatile boolean told;

    private RecordedDeferred(Kotlin kotlin, DeferredShape shape, Object real, Recording recording) {
        this.kotlin = kotlin;
        this.shape = shape;
        this.real = real;
        this.recording = recording;
    }

    /** Returns what is of every interface that the real one is of, for the library asks for more than one. */
    static Object of(Kotlin kotlin, DeferredShape shape, Object real, Recording recording)
            throws ReflectiveOperationException {
        RecordedDeferred recorded = new RecordedDeferred(kotlin, shape, real, recording);
        recorded.begin();
        return standIn(shape, real, recorded);
    }

    /** Returns what is of every interface that another is of. */
    static Object standIn(DeferredShape shape, Object real, InvocationHandler handler) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> at = real.getClass(); at != null; at = at.getSuperclass()) {
            interfaces.addAll(Set.of(at.getInterfaces()));
        }
        return Proxy.newProxyInstance(shape.type().getClassLoader(), interfaces.toArray(new Class<?>[0]), handler);
    }

    /** First of all who want to know when it is complete, because those who wait for an equal one wait even if nobody asks it. */
    private void begin() throws ReflectiveOperationException {
        recording.asleepIf(() -> shape.isIdle(real));
        shape.whenComplete(real, this::completed);
    }

    private void completed(@Nullable Throwable thrown) {
        try {
            if (thrown == null) {
                recorded(shape.answer(real));
            } else {
                failed(thrown);
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError | StackOverflowError closed) {
            abandon("it does not tell its answer"); // Nothing is to be thrown into whoever completes it.
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] given) throws Throwable {
        @Nullable Object[] arguments = given == null ? new Object[0] : given;
        return switch (method.getName()) {
            case "equals" -> real.equals(unwrapped(arguments[0]));
            case "await" -> await(method, arguments);
            case "getCompleted" -> recorded(Kotlin.call(method, real, arguments));
            case "getOnAwait" -> handedOn("it was waited for among others, by a select", method, arguments);
            case "complete", "completeExceptionally" -> handedOn("its holder completed it", method, arguments);
            default -> Kotlin.call(method, real, arguments);
        };
    }

    private static @Nullable Object unwrapped(@Nullable Object other) {
        return other != null
                        && Proxy.isProxyClass(other.getClass())
                        && Proxy.getInvocationHandler(other) instanceof RecordedDeferred recorded
                ? recorded.real
                : other;
    }

    private @Nullable Object await(Method method, @Nullable Object[] arguments) throws Throwable {
        Object then = arguments[0];
        if (told || then == null) {
            return then == null
                    ? Kotlin.call(method, real, arguments)
                    : kotlin.callSuspending(method, real, then, arguments);
        }
        RecordedContinuation waiting = new RecordedContinuation(kotlin, then, (value, thrown) -> {
            ended(value, thrown);
            return null;
        });
        Object returned;
        try {
            returned = kotlin.callSuspending(method, real, then, waiting.continuation());
        } catch (Throwable thrown) {
            ended(null, thrown);
            throw thrown;
        }
        return waiting.isSuspended(returned) ? returned : recorded(returned);
    }

    /** Who waits may be cancelled, and the real one goes on. */
    private void ended(@Nullable Object answer, @Nullable Throwable thrown) {
        if (thrown == null) {
            recorded(answer);
        } else {
            failed(thrown);
        }
    }

    /** Lets nobody have the failure before it is known of equal calls. */
    private synchronized void failed(Throwable thrown) {
        try {
            if (!told && shape.isCompleted(real)) {
                recording.ended(null, thrown);
                told = true;
            }
        } catch (ReflectiveOperationException closed) {
            told = true;
        }
    }

    /** Lets nobody have the answer who could change it while it is being recorded. */
    private @Nullable Object recorded(@Nullable Object answer) {
        if (!told) {
            record(answer);
        }
        return answer;
    }

    private synchronized void record(@Nullable Object answer) {
        if (!told) {
            recording.ended(answer, null);
            told = true;
        }
    }

    private @Nullable Object handedOn(String reason, Method method, @Nullable Object[] arguments) throws Throwable {
        abandon(reason);
        return Kotlin.call(method, real, arguments);
    }

    private synchronized void abandon(String reason) {
        if (!told) {
            told = true;
            recording.refused(reason);
        }
    }
}
