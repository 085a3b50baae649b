package dev.reprise.engine.coroutine;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.shape.Recording;
import dev.reprise.engine.shape.Shape;
import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.Method;
import java.lang.reflect.Type;

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

    /** Returns whether it can; its failure is told where nothing could take its place. */
    @Override
    public boolean isForgiving() {
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
    public Object record(Object result, Recording recording) {
        if (!result.getClass().getName().startsWith(LIBRARY)) {
            recording.refused("a " + result.getClass().getName() + " may be more than a Deferred is");
            return result;
        }
        try {
            if (isCompleted(result)) {
                Throwable thrown = (Throwable) failure.invoke(result);
                recording.ended(thrown == null ? completed.invoke(result) : null, thrown);
                return result;
            }
            return RecordedDeferred.of(kotlin, this, result, recording);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError other) {
            recording.refused("nothing can stand for a " + result.getClass().getName() + ": "
                    + other.getClass().getName());
            return result;
        }
    }

    boolean isCompleted(Object deferred) throws ReflectiveOperationException {
        return Boolean.TRUE.equals(isCompleted.invoke(deferred));
    }
}
