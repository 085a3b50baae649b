package dev.reprise.engine.callback;

import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes an object that is of every interface that another is of, for a client may ask for more than it declares. */
final class StandIn {

    private StandIn() {}

    /**
     * @param type the interface that the client declares
     * @throws Uncacheable if there can be no other object of the interfaces of this one
     */
    static Object of(Class<?> type, Object real, InvocationHandler handler) throws Uncacheable {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        interfaces.add(type);
        for (Class<?> at = real.getClass(); at != null; at = at.getSuperclass()) {
            for (Class<?> implemented : at.getInterfaces()) {
                check(implemented);
                interfaces.add(implemented);
            }
        }
        try {
            return Proxy.newProxyInstance(loader(type, real.getClass()), interfaces.toArray(new Class<?>[0]), handler);
        } catch (IllegalArgumentException | LinkageError | SecurityException closed) {
            throw new Uncacheable(
                    "nothing can stand for its callback, a " + real.getClass().getName() + ": " + closed.getMessage());
        }
    }

    private static void check(Class<?> type) throws Uncacheable {
        for (Method method : type.getMethods()) {
            if (!Modifier.isStatic(method.getModifiers()) && !method.trySetAccessible()) {
                throw new Uncacheable("nothing can stand for its callback, because " + type.getName() + " is closed");
            }
        }
    }

    /** What implements an interface sees it, unless it is of the JDK. */
    private static @Nullable ClassLoader loader(Class<?> type, Class<?> real) {
        return real.getClassLoader() == null ? type.getClassLoader() : real.getClassLoader();
    }
}
