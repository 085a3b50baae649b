package dev.reprise.engine.value;

import java.lang.reflect.Proxy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells the types that do something, and so cannot be stored, from those that are something. */
final class Liveness {

    private static final Set<String> STREAMS = Set.of(
            "java.util.concurrent.Flow$Publisher",
            "org.reactivestreams.Publisher",
            "kotlinx.coroutines.flow.Flow",
            "kotlin.sequences.Sequence",
            "io.reactivex.rxjava3.core.SingleSource",
            "io.reactivex.rxjava3.core.ObservableSource",
            "io.smallrye.mutiny.Uni",
            "java.util.stream.BaseStream",
            "java.util.Iterator",
            "java.util.Spliterator",
            "java.util.Enumeration");
    private static final Set<String> PENDING = Set.of(
            "java.util.concurrent.Future",
            "java.util.concurrent.CompletionStage",
            "com.google.common.util.concurrent.ListenableFuture",
            "kotlinx.coroutines.Deferred");
    private static final Set<String> RESOURCES = Set.of(
            "java.lang.AutoCloseable",
            "java.lang.Thread",
            "java.lang.ThreadGroup",
            "java.lang.ThreadLocal",
            "java.lang.ClassLoader",
            "java.lang.Process",
            "java.lang.Module",
            "java.lang.ref.Reference",
            "java.util.Timer",
            "java.util.Random",
            "java.util.concurrent.Executor",
            "java.util.concurrent.locks.Lock");
    private static final Set<String> CODE = Set.of(
            "java.lang.Class",
            "java.lang.Runnable",
            "java.util.concurrent.Callable",
            "java.lang.invoke.MethodHandle",
            "java.lang.reflect.AnnotatedElement",
            "java.lang.reflect.InvocationHandler",
            "java.util.Comparator",
            "kotlin.Function",
            "kotlin.Lazy");

    private Liveness() {}

    /** Returns what a type is that keeps it from being stored, or null if it may be a value. */
    static @Nullable String of(Class<?> type) {
        if (type.isHidden() || type.getName().contains("$$Lambda")) {
            return "a lambda";
        }
        if (Proxy.isProxyClass(type)) {
            return "a proxy";
        }
        // An order that the JDK has a name for is a value, though a comparator.
        boolean inert = type.isPrimitive() || type.isArray() || type.isEnum() || JdkType.of(type) != null;
        return inert ? null : inherited(type);
    }

    private static @Nullable String inherited(Class<?> type) {
        String own = named(type.getName());
        if (own != null) {
            return own;
        }
        for (Class<?> face : type.getInterfaces()) {
            String inherited = inherited(face);
            if (inherited != null) {
                return inherited;
            }
        }
        Class<?> parent = type.getSuperclass();
        return parent == null || parent == Object.class ? null : inherited(parent);
    }

    private static @Nullable String named(String name) {
        if (STREAMS.contains(name)) {
            return "a stream, which is read once,";
        }
        if (PENDING.contains(name)) {
            return "an answer that is still to come";
        }
        if (RESOURCES.contains(name)) {
            return "a resource of this JVM";
        }
        return CODE.contains(name) || name.startsWith("java.util.function.") ? "code" : null;
    }
}
