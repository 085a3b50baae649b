package dev.reprise.engine.coroutine;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.shape.Promise;
import dev.reprise.engine.shape.Recording;
import dev.reprise.engine.shape.Shape;
import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A {@code Deferred} that holds the answer once it is there. Each caller gets one of his own. */
final class DeferredShape implements Shape {

    private static final String LIBRARY = "kotlinx.coroutines.";

    private final Class<?> type;
    private final Type held;
    private final Kotlin kotlin;
    private final Method completed;
    private final Method failure;
    private final Method isCompleted;
    private final Method make;
    private final Method makePending;
    private final Method isActive;
    private final Method isCancelled;
    private final Method whenCompleted;
    private final Method cancel;
    private final Method start;
    private final Method complete;
    private final Method completeExceptionally;

    private DeferredShape(Class<?> type, Type held, FieldAccess access) throws ReflectiveOperationException {
        this.type = type;
        this.held = held;
        Method await = null;
        for (Method method : type.getMethods()) {
            if (method.getName().equals("await") && method.getParameterCount() == 1) {
                await = method;
            }
        }
        if (await == null) {
            throw new NoSuchMethodException(type.getName() + " has no await");
        }
        this.kotlin = Kotlin.of(await.getParameterTypes()[0], access);
        this.completed = type.getMethod("getCompleted");
        this.failure = type.getMethod("getCompletionExceptionOrNull");
        this.isCompleted = type.getMethod("isCompleted");
        Class<?> makers = Class.forName(LIBRARY + "CompletableDeferredKt", true, type.getClassLoader());
        this.make = Kotlin.open(makers.getMethod("CompletableDeferred", Object.class), access);
        Class<?> job = Class.forName(LIBRARY + "Job", false, type.getClassLoader());
        Class<?> completable = Class.forName(LIBRARY + "CompletableDeferred", false, type.getClassLoader());
        this.makePending = Kotlin.open(makers.getMethod("CompletableDeferred", job), access);
        this.isActive = job.getMethod("isActive");
        this.isCancelled = job.getMethod("isCancelled");
        this.whenCompleted = job.getMethod(
                "invokeOnCompletion", Class.forName("kotlin.jvm.functions.Function1", false, type.getClassLoader()));
        this.start = job.getMethod("start");
        this.cancel = job.getMethod("cancel", CancellationException.class);
        this.complete = completable.getMethod("complete", Object.class);
        this.completeExceptionally = completable.getMethod("completeExceptionally", Throwable.class);
    }

    static boolean isDeferred(Class<?> type) {
        return type.getName().equals(LIBRARY + "Deferred");
    }

    static DeferredShape of(Class<?> type, Type held, FieldAccess access) throws Uncacheable {
        try {
            return new DeferredShape(type, held, access);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError other) {
            throw new Uncacheable("it is of a Kotlin that is not known: " + other);
        }
    }

    Class<?> type() {
        return type;
    }

    @Override
    public Type held() {
        return held;
    }

    /** Returns whether its items could be asked about alone; of what Kotlin's coroutines hand over they are not. */
    @Override
    public boolean isOne() {
        return false;
    }

    @Override
    public Object replay(Object held) {
        try {
            return make.invoke(null, held);
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException(otherVersion);
        }
    }

    @Override
    public boolean throwsFailures() {
        return false;
    }

    @Override
    public Object failed(Throwable thrown) {
        try {
            Object failed = pending();
            fail(failed, thrown);
            return failed;
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException(otherVersion);
        }
    }

    @Override
    public boolean isPromised() {
        return true;
    }

    @Override
    public Promise promise() {
        return new PromisedDeferred(this);
    }

    @Override
    public Object record(Object result, Recording recording) {
        if (!result.getClass().getName().startsWith(LIBRARY)) {
            recording.refused("a " + result.getClass().getName() + " may be more than a Deferred is");
            return result;
        }
        try {
            if (isCompleted(result)) {
                Throwable thrown = (Throwable) failure.invoke(result);
                recording.ended(thrown == null ? completed.invoke(result) : null, thrown);
                Object instead = thrown == null ? null : recording.instead(thrown, this);
                return instead == null ? result : instead;
            }
            if (recording.isForgiving()) {
                return ForgivenDeferred.of(kotlin, this, result, recording);
            }
            return RecordedDeferred.of(kotlin, this, result, recording);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError other) {
            recording.refused("nothing can stand for a " + result.getClass().getName() + ": "
                    + other.getClass().getName());
            return result;
        }
    }

    /** Returns one that is complete when it is told to be. */
    Object pending() throws ReflectiveOperationException {
        return Objects.requireNonNull(makePending.invoke(null, (Object) null));
    }

    /** Returns what one holds that is complete. */
    @Nullable
    Object answer(Object deferred) throws ReflectiveOperationException {
        return completed.invoke(deferred);
    }

    /**
     * Has something done with what one failed with, or null, as soon as it is complete.
     *
     * @param then throws nothing
     */
    void whenComplete(Object deferred, Consumer<@Nullable Throwable> then) throws ReflectiveOperationException {
        Object handler = Kotlin.function(whenCompleted.getParameterTypes()[0], arguments -> {
            then.accept((Throwable) arguments[0]);
            return kotlin.unit();
        });
        whenCompleted.invoke(deferred, handler);
    }

    void complete(Object pending, @Nullable Object answer) throws ReflectiveOperationException {
        complete.invoke(pending, answer);
    }

    void fail(Object pending, Throwable thrown) throws ReflectiveOperationException {
        completeExceptionally.invoke(pending, thrown);
    }

    void cancel(Object deferred, CancellationException why) throws ReflectiveOperationException {
        cancel.invoke(deferred, why);
    }

    /** Begins what would begin when somebody asks for its answer. */
    void start(Object deferred) throws ReflectiveOperationException {
        start.invoke(deferred);
    }

    /** Returns whether it waits to be started, by somebody who waits for its answer say. */
    boolean isIdle(Object deferred) {
        try {
            return !isCompleted(deferred)
                    && Boolean.FALSE.equals(isActive.invoke(deferred))
                    && Boolean.FALSE.equals(isCancelled.invoke(deferred)); // Which ends by itself.
        } catch (ReflectiveOperationException closed) {
            return true;
        }
    }

    /** Returns whether one that is complete was cancelled, and has not failed otherwise. */
    boolean isStopped(Object completed) throws ReflectiveOperationException {
        return failure.invoke(completed) instanceof CancellationException;
    }

    boolean isCompleted(Object deferred) throws ReflectiveOperationException {
        return Boolean.TRUE.equals(isCompleted.invoke(deferred));
    }
}
