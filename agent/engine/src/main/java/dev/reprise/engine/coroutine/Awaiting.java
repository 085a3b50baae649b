package dev.reprise.engine.coroutine;

import dev.reprise.engine.reflect.FieldAccess;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Lets coroutines wait as those of kotlinx.coroutines do: without a thread, for no longer than their job lasts, and going on
 * where their dispatcher says. Safe for use by any number of threads.
 */
final class Awaiting {

    private static final String LIBRARY = "kotlinx.coroutines.";

    private final Kotlin kotlin;
    private final Method make;
    private final Method await;
    private final Method complete;

    private Awaiting(Kotlin kotlin, ClassLoader loader, Class<?> continuation, FieldAccess access)
            throws ReflectiveOperationException {
        this.kotlin = kotlin;
        Class<?> deferred = Class.forName(LIBRARY + "CompletableDeferred", false, loader);
        Class<?> job = Class.forName(LIBRARY + "Job", false, loader);
        Class<?> makers = Class.forName(LIBRARY + "CompletableDeferredKt", true, loader);
        this.make = Kotlin.open(makers.getMethod("CompletableDeferred", job), access);
        this.await = deferred.getMethod("await", continuation);
        this.complete = deferred.getMethod("complete", Object.class);
    }

    /** Returns how the coroutines of a function can wait; null if it has no library for that, or one that is not known. */
    static @Nullable Awaiting of(Kotlin kotlin, Method function, Class<?> continuation, FieldAccess access) {
        try {
            return of(kotlin, function.getDeclaringClass().getClassLoader(), continuation, access);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError none) {
            return null;
        }
    }

    /** As above, of what sees the library by a loader; throws if it has none that is known. */
    static @Nullable Awaiting of(Kotlin kotlin, @Nullable ClassLoader loader, Class<?> continuation, FieldAccess access)
            throws ReflectiveOperationException {
        return loader == null ? null : new Awaiting(kotlin, loader, continuation, access);
    }

    /**
     * Lets the caller of a function wait.
     *
     * @param real his continuation
     * @return what ends the wait, on any thread; null if he cannot wait, because he is cancelled already, say
     */
    @Nullable
    Runnable begin(Object real, SuspendShape.Then then) {
        try {
            Object deferred = make.invoke(null, (Object) null);
            Object own = kotlin.continuation(new Waiting(kotlin, real, then));
            if (deferred == null || !kotlin.isSuspended(Kotlin.call(await, deferred, own))) {
                return null;
            }
            return () -> end(deferred);
        } catch (Throwable cancelledOrOtherVersion) {
            return null;
        }
    }

    private void end(Object deferred) {
        try {
            complete.invoke(deferred, kotlin.unit());
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException(otherVersion);
        }
    }

    /** Where the wait ends, on the thread where the caller is to go on. */
    private static final class Waiting extends StandInContinuation {

        private final SuspendShape.Then then;

        Waiting(Kotlin kotlin, Object real, SuspendShape.Then then) {
            super(kotlin, real);
            this.then = then;
        }

        @Override
        void resume(@Nullable Object result) throws Throwable {
            if (kotlin.thrown(result) != null) { // He was cancelled.
                kotlin.resume(real, result);
                return;
            }
            Object value;
            try {
                value = then.goOn();
            } catch (Throwable thrown) {
                kotlin.fail(real, thrown);
                return;
            }
            if (!kotlin.isSuspended(value)) {
                kotlin.resume(real, value);
            }
        }
    }
}
