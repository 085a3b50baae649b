package dev.reprise.engine.coroutine;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.reflect.JdkClasses;
import dev.reprise.engine.shape.Recording;
import dev.reprise.engine.shape.Shape;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A suspend function: it returns its answer, or says that it has suspended and hands the answer to its last argument, the
 * continuation of its caller.
 */
public final class SuspendShape implements Shape {

    private final int argument;
    private final Type held;
    private final @Nullable Kotlin kotlin;
    private final @Nullable String refusal;
    private final Resumption resumption;
    private final @Nullable Awaiting awaiting;

    private SuspendShape(
            int argument,
            Type held,
            @Nullable Kotlin kotlin,
            @Nullable Awaiting awaiting,
            @Nullable String refusal,
            FieldAccess access) {
        this.argument = argument;
        this.held = held;
        this.kotlin = kotlin;
        this.awaiting = awaiting;
        this.refusal = refusal;
        this.resumption = new Resumption(access);
    }

    /**
     * Returns the shape of a method's answers, or null if it is no suspend function.
     *
     * @param access opens the packages of the states of functions
     */
    public static @Nullable SuspendShape of(Method method, FieldAccess access) {
        Class<?>[] parameters = method.getParameterTypes();
        int last = parameters.length - 1;
        if (last < 0
                || !parameters[last].getName().equals(Kotlin.CONTINUATION)
                || method.getReturnType() != Object.class) {
            return null;
        }
        Type held = result(method.getGenericParameterTypes()[last]);
        try {
            Kotlin kotlin = Kotlin.of(parameters[last], access);
            Awaiting awaiting = Awaiting.of(kotlin, method, parameters[last], access);
            return new SuspendShape(last, held, kotlin, awaiting, refusal(held), access);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError other) {
            return new SuspendShape(last, held, null, null, "it is of a Kotlin that is not known: " + other, access);
        }
    }

    /** Takes the type out of {@code Continuation<? super T>}. */
    private static Type result(Type continuation) {
        if (!(continuation instanceof ParameterizedType generic)) {
            return Object.class;
        }
        Type argument = generic.getActualTypeArguments()[0];
        if (!(argument instanceof WildcardType wildcard)) {
            return argument;
        }
        return wildcard.getLowerBounds().length == 0 ? Object.class : wildcard.getLowerBounds()[0];
    }

    private static @Nullable String refusal(Type held) {
        Class<?> type = Codecs.erased(held);
        if (type.getName().equals("kotlin.Unit")) {
            return "it returns nothing that could be kept";
        }
        return hasTwoForms(type)
                ? "it returns a " + type.getName()
                        + ", a value class, which is boxed at times and at times is not; name a"
                        + " function that returns what is in it"
                : null;
    }

    /** A value class around an object is that object when it is returned, and boxed when a continuation gets it. */
    private static boolean hasTwoForms(Class<?> type) {
        if (JdkClasses.contains(type)) {
            return false;
        }
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals("box-impl") && method.getParameterCount() == 1) {
                return !method.getParameterTypes()[0].isPrimitive();
            }
        }
        return false;
    }

    /** Returns the index of the continuation. */
    public int argument() {
        return argument;
    }

    /** Returns why no call can be answered from an entry, or null if nothing speaks against it. */
    public @Nullable String refusal() {
        return refusal;
    }

    /** Returns whether this is no call: the function has suspended, and goes on now. */
    public boolean isResumption(@Nullable Object[] arguments) {
        return resumption.kind(arguments[argument]) == Resumption.Kind.RESUMPTION;
    }

    /** Returns why it cannot be told whether this is a call, or null if it is one. */
    public @Nullable String doubt(@Nullable Object[] arguments) {
        Object continuation = arguments[argument];
        if (continuation == null) {
            return "its continuation is null";
        }
        return resumption.kind(continuation) == Resumption.Kind.CALL
                ? null
                : "a " + continuation.getClass().getName()
                        + " calls it, of which cannot be told whether it begins or goes"
                        + " on; its compiler is not known, or its names were changed since";
    }

    @Override
    public Type held() {
        return held;
    }

    /** Returns whether its items could be asked about alone, which the continuation stands in the way of. */
    @Override
    public boolean isOne() {
        return false;
    }

    @Override
    public Object replay(Object held) {
        return held;
    }

    @Override
    public Object record(Object result, Recording recording) {
        recording.ended(result, null);
        return result;
    }

    @Override
    public boolean isPromised() {
        return awaiting != null && refusal == null;
    }

    /** How a function goes on that waited. */
    public interface Then {

        /**
         * Returns what the function returns, perhaps that it has suspended again.
         *
         * @throws Exception what it throws
         */
        @Nullable
        Object goOn() throws Exception;
    }

    /**
     * Lets a call wait on no thread, for no longer than its caller's job lasts.
     *
     * @param arguments those of the call
     * @param then how it goes on, where its caller's dispatcher says
     * @return what ends the wait, to be called on another thread; null if it does not wait
     */
    public @Nullable Runnable await(@Nullable Object[] arguments, Then then) {
        Object real = arguments[argument];
        return awaiting == null || real == null ? null : awaiting.begin(real, then);
    }

    /** Returns what a function returns that waits. */
    public Object suspended() {
        return Objects.requireNonNull(kotlin).suspended();
    }

    /**
     * Returns what stands for the continuation of a call.
     *
     * @param arguments those of the call
     * @param recording told the answer, if the function suspends
     * @throws Uncacheable if nothing can stand for it
     */
    public RecordedContinuation suspend(@Nullable Object[] arguments, Recording recording) throws Uncacheable {
        Object real = arguments[argument];
        if (kotlin == null || real == null) {
            throw new Uncacheable("it is of a Kotlin that is not known");
        }
        try {
            return new RecordedContinuation(kotlin, real, (value, thrown) -> {
                recording.ended(value, thrown);
                return thrown == null ? null : recording.instead(thrown, this);
            });
        } catch (Throwable otherVersion) {
            throw new Uncacheable("nothing can stand for its continuation, a "
                    + real.getClass().getName() + ": " + otherVersion);
        }
    }
}
