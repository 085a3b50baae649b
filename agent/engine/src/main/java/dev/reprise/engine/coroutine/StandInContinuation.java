package dev.reprise.engine.coroutine;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** What stands for the continuation of a caller: like it in all but what it does when it is resumed. */
abstract class StandInContinuation implements InvocationHandler {

    final Kotlin kotlin;
    final Object real;

    /**
     * @param real the continuation of the caller
     */
    StandInContinuation(Kotlin kotlin, Object real) {
        this.kotlin = kotlin;
        this.real = real;
    }

    @Override
    public final @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "getContext" -> kotlin.context(real);
            case "resumeWith" -> {
                resume(arguments == null ? null : arguments[0]);
                yield null;
            }
            case "getCallerFrame" -> kotlin.isFrame(real) ? real : null;
            case "getStackTraceElement" -> null;
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && proxy == arguments[0];
            case "toString" -> real.toString();
            default -> throw new UnsupportedOperationException(method.toString());
        };
    }

    /** Takes what the caller is to be resumed with. */
    abstract void resume(@Nullable Object result) throws Throwable;
}
