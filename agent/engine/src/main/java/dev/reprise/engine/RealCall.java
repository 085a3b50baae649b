package dev.reprise.engine;

import dev.reprise.engine.failure.Thrown;
import dev.reprise.engine.reflect.FieldAccess;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** Calls a method itself, never one that overrides it. Thread-safe; holds classes of the host, as its method does. */
final class RealCall {

    private final MethodHandle handle;

    private RealCall(MethodHandle handle) {
        this.handle = handle;
    }

    /**
     * Returns what calls a method; null if its class cannot be opened.
     *
     * @param access opens the method's package
     */
    static @Nullable RealCall of(Method method, FieldAccess access) {
        Class<?> owner = method.getDeclaringClass();
        try {
            access.open(owner.getModule(), owner.getPackageName());
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
            boolean isStatic = Modifier.isStatic(method.getModifiers());
            MethodHandle one = isStatic ? lookup.unreflect(method) : lookup.unreflectSpecial(method, owner);
            MethodHandle spread = one.asFixedArity().asSpreader(Object[].class, method.getParameterCount());
            MethodHandle all = isStatic ? MethodHandles.dropArguments(spread, 0, Object.class) : spread;
            return new RealCall(all.asType(MethodType.methodType(Object.class, Object.class, Object[].class)));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError closed) {
            return null;
        }
    }

    /**
     * Makes a call; what it throws, it throws as it is.
     *
     * @param receiver the receiver; of no interest if the method is static
     * @param arguments the arguments, boxed
     */
    @Nullable
    Object make(@Nullable Object receiver, @Nullable Object[] arguments) throws Exception {
        try {
            return (Object) handle.invokeExact(receiver, arguments);
        } catch (Throwable thrown) {
            throw Thrown.asItIs(thrown);
        }
    }
}
