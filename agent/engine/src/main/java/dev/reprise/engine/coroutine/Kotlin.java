package dev.reprise.engine.coroutine;

import dev.reprise.engine.reflect.FieldAccess;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The coroutines of the host's Kotlin, as its compiler and its library know them. Safe for use by any number of threads. */
final class Kotlin {

    static final String CONTINUATION = "kotlin.coroutines.Continuation";

    private static final String STATE = "kotlin.coroutines.jvm.internal.BaseContinuationImpl";

    /** So many functions that are not recorded may be between two that are, for these to be resumed in one loop. */
    private static final int NEARBY = 64;

    private static final String INTRINSICS = "kotlin.coroutines.intrinsics.IntrinsicsKt";

    private final Object suspended;
    private final Class<?> continuation;
    private final Class<?> state;
    private final Class<?> frame;
    private final Class<?> function;
    private final Class<?> failure;
    private final Field exception;
    private final Object unit;
    private final Method context;
    private final Method resumeWith;
    private final Method completion;
    private final Method intercepted;
    private final Method createFailure;
    private final Method create;
    /** Does the same without telling debuggers of another coroutine; null in older versions. */
    private final @Nullable Method wrap;

    private Kotlin(Class<?> continuation, FieldAccess access) throws ReflectiveOperationException {
        ClassLoader loader = continuation.getClassLoader();
        Class<?> intrinsics = Class.forName(INTRINSICS, true, loader);
        this.suspended =
                open(intrinsics.getMethod("getCOROUTINE_SUSPENDED"), access).invoke(null);
        this.continuation = continuation;
        this.state = Class.forName(STATE, false, loader);
        this.completion = open(state.getMethod("getCompletion"), access);
        this.frame = Class.forName("kotlin.coroutines.jvm.internal.CoroutineStackFrame", false, loader);
        this.function = Class.forName("kotlin.jvm.functions.Function1", false, loader);
        this.failure = Class.forName("kotlin.Result$Failure", false, loader);
        this.exception = failure.getField("exception");
        this.unit =
                Class.forName("kotlin.Unit", true, loader).getField("INSTANCE").get(null);
        this.context = continuation.getMethod("getContext");
        this.resumeWith = continuation.getMethod("resumeWith", Object.class);
        this.intercepted = open(intrinsics.getMethod("intercepted", continuation), access);
        this.createFailure = Class.forName("kotlin.ResultKt", true, loader).getMethod("createFailure", Throwable.class);
        this.create = open(intrinsics.getMethod("createCoroutineUnintercepted", function, continuation), access);
        this.wrap = wrap(intrinsics, access, function, continuation);
    }

    /** What the library shows in one class is declared by others, which only their package sees. */
    static Method open(Method method, FieldAccess access) {
        if (!method.trySetAccessible()) {
            Class<?> declaring = method.getDeclaringClass();
            access.open(declaring.getModule(), declaring.getPackageName());
            method.setAccessible(true);
        }
        return method;
    }

    private static @Nullable Method wrap(Class<?> intrinsics, FieldAccess access, Class<?>... parameters) {
        try {
            return open(intrinsics.getMethod("wrapWithContinuationImpl", parameters), access);
        } catch (NoSuchMethodException olderVersion) {
            return null;
        }
    }

    /**
     * Returns the Kotlin that a class is of.
     *
     * @param continuation the class of continuations
     * @param access opens what the library keeps to itself
     * @throws ReflectiveOperationException if this version of Kotlin is not known
     * @throws RuntimeException if it is closed
     */
    static Kotlin of(Class<?> continuation, FieldAccess access) throws ReflectiveOperationException {
        return new Kotlin(continuation, access);
    }

    /** Returns whether a function that returned this has not ended: it resumes its continuation later. */
    boolean isSuspended(@Nullable Object returned) {
        return returned == suspended;
    }

    /** Returns what a function returns that resumes its continuation later. */
    Object suspended() {
        return suspended;
    }

    /** Returns what a continuation is resumed with instead of a value; null if it is resumed with a value. */
    @Nullable
    Throwable thrown(@Nullable Object result) throws IllegalAccessException {
        return failure.isInstance(result) ? (Throwable) exception.get(result) : null;
    }

    /** Returns the type of contexts. */
    Class<?> contextType() {
        return context.getReturnType();
    }

    @Nullable
    Object context(Object of) throws Throwable {
        return call(context, of);
    }

    void resume(Object of, @Nullable Object result) throws Throwable {
        call(resumeWith, of, result);
    }

    /** Resumes a continuation with what was thrown. */
    void fail(Object of, Throwable thrown) throws Throwable {
        resume(of, call(createFailure, null, thrown));
    }

    /** Resumes a continuation where its dispatcher says, as one does who does not know on what thread he is. */
    void dispatch(Object of, @Nullable Object result) throws Throwable {
        resume(Objects.requireNonNull(call(intercepted, null, of)), result);
    }

    private void dispatchFailure(Object of, Throwable thrown) throws Throwable {
        dispatch(of, call(createFailure, null, thrown));
    }

    /**
     * Returns what stands at the end of the functions that Kotlin would resume in a loop, one after the other, from one of
     * them on: the last thing that the loop does is to resume that. Null if nothing of this agent does, or not nearby.
     */
    @Nullable
    Object end(Object of) throws Throwable {
        Object at = of;
        for (int i = 0; i < NEARBY && state.isInstance(at); i++) {
            at = call(completion, at);
        }
        return at != null
                        && Proxy.isProxyClass(at.getClass())
                        && Proxy.getInvocationHandler(at) instanceof RecordedContinuation recorded
                ? recorded
                : null;
    }

    /** Returns whether this is a frame of a coroutine, from which those above it can be told. */
    boolean isFrame(Object of) {
        return frame.isInstance(of);
    }

    /**
     * Returns one of Kotlin's own continuations, which is dispatched and cancelled as such, and hands its outcome to
     * another, each time from within Kotlin's own code and on the right thread.
     *
     * @param handler of the other
     */
    Object continuation(InvocationHandler handler) throws Throwable {
        Object completion =
                Proxy.newProxyInstance(continuation.getClassLoader(), new Class<?>[] {continuation, frame}, handler);
        Object[] own = new Object[1];
        Object take = function(function, arguments -> {
            own[0] = arguments[0];
            return suspended;
        });
        if (wrap == null) {
            // A coroutine that suspends itself in its first step: what it is resumed with next is its outcome.
            resume(Objects.requireNonNull(call(create, null, take, completion)), unit);
        } else {
            call(wrap, null, take, completion);
        }
        return own[0];
    }

    /** What a function object of the host does with its arguments; throws what the host's functions throw. */
    @FunctionalInterface
    interface Body {
        @Nullable
        Object run(@Nullable Object[] arguments) throws Throwable;
    }

    /** Returns a function object of one of Kotlin's types for them. */
    static Object function(Class<?> type, Body body) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    case "toString" -> type.getSimpleName();
                    default -> body.run(arguments);
                });
    }

    /** Returns what a function returns that has nothing to return. */
    Object unit() {
        return unit;
    }

    /**
     * Calls a suspend function of the host by a method that cannot throw what its interface does not declare: what it may
     * not throw is handed to the caller where his dispatcher says, as if the function had suspended before.
     *
     * @param then the continuation of the caller
     */
    @Nullable
    Object callSuspending(Method method, Object owner, Object then, @Nullable Object... arguments) throws Throwable {
        try {
            return call(method, owner, arguments);
        } catch (Throwable thrown) {
            return threw(thrown, then);
        }
    }

    /**
     * Fails a suspend function of the host as above.
     *
     * @param then the continuation of the caller
     * @return what the function returns
     */
    Object threw(Throwable thrown, Object then) throws Throwable {
        if (thrown instanceof RuntimeException || thrown instanceof Error) {
            throw thrown;
        }
        dispatchFailure(then, thrown);
        return suspended;
    }

    /** Calls a method of the host, and throws what it throws. */
    static @Nullable Object call(Method method, @Nullable Object owner, @Nullable Object... arguments)
            throws Throwable {
        try {
            return method.invoke(owner, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }
}
