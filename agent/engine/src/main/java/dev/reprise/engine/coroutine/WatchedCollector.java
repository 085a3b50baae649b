package dev.reprise.engine.coroutine;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the collector of a flow for whose elements others wait: those have to know whether it keeps the flow from going on,
 * and whether it is it that failed and not the flow. Thread-safe.
 */
final class WatchedCollector implements InvocationHandler {

    private final Kotlin kotlin;
    private final Object real;
    private volatile boolean busy;
    private volatile boolean failed;

    WatchedCollector(Kotlin kotlin, Object real) {
        this.kotlin = kotlin;
        this.real = real;
    }

    /** Returns what is collected into. */
    Object of(Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this);
    }

    /** Returns whether it is at work on an element. */
    boolean isBusy() {
        return busy;
    }

    /** Returns whether it threw something, if only because it has enough. */
    boolean hasFailed() {
        return failed;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && proxy == arguments[0];
            case "toString" -> real.toString();
            default -> emit(method, arguments == null ? new Object[0] : arguments);
        };
    }

    private @Nullable Object emit(Method method, @Nullable Object[] arguments) throws Throwable {
        Object then = arguments[arguments.length - 1];
        if (then == null) {
            return Kotlin.call(method, real, arguments);
        }
        RecordedContinuation taking = new RecordedContinuation(kotlin, then, this::taken);
        arguments[arguments.length - 1] = taking.continuation();
        busy = true;
        Object returned;
        try {
            returned = kotlin.callSuspending(method, real, taking.continuation(), arguments);
        } catch (Throwable thrown) {
            taken(/* value= */ null, thrown);
            throw thrown;
        }
        if (!taking.isSuspended(returned)) {
            taken(returned, /* thrown= */ null);
        }
        return returned;
    }

    private @Nullable Object taken(@Nullable Object value, @Nullable Throwable thrown) {
        if (thrown != null) {
            failed = true;
        }
        busy = false;
        return null;
    }
}
