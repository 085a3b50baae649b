package dev.reprise.engine.value;

import dev.reprise.engine.reflect.FieldAccess;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;

/**
 * Makes objects whose fields are then set one by one, as the JDK's own deserialisation does: without a constructor of
 * their class, which would want arguments and might do things.
 */
final class Instantiation {

    private Instantiation() {}

    static Constructor<?> constructor(Class<?> type, FieldAccess access) throws Uncacheable {
        if (type.isInterface() || type.isArray() || Enum.class.isAssignableFrom(type) || JdkType.isOfJdk(type)) {
            throw new Uncacheable(type.getName() + " cannot be made again");
        }
        return ofAny(type, access);
    }

    /** As above, of any class that has instances. */
    static Constructor<?> ofAny(Class<?> type, FieldAccess access) throws Uncacheable {
        try {
            // By name: the class is public and its package exported, but it is no part of the platform's API.
            return constructor(type, Class.forName("sun.reflect.ReflectionFactory"));
        } catch (ClassNotFoundException unresolved) {
            // A service on the module path has module jdk.unsupported only if some module requires it.
            access.open(Object.class.getModule(), "jdk.internal.reflect");
        } catch (ReflectiveOperationException | RuntimeException failure) {
            throw new Uncacheable(type.getName() + " cannot be made again: " + failure);
        }
        try {
            return constructor(type, Class.forName("jdk.internal.reflect.ReflectionFactory"));
        } catch (ReflectiveOperationException | RuntimeException failure) {
            throw new Uncacheable(
                    type.getName() + " cannot be made again; run with --add-modules jdk.unsupported: " + failure);
        }
    }

    private static Constructor<?> constructor(Class<?> type, Class<?> factory)
            throws ReflectiveOperationException, Uncacheable {
        Method make = factory.getMethod("newConstructorForSerialization", Class.class, Constructor.class);
        Object constructor = make.invoke(
                factory.getMethod("getReflectionFactory").invoke(null), type, Object.class.getConstructor());
        if (constructor instanceof Constructor<?> usable) {
            return usable;
        }
        throw new Uncacheable(type.getName() + " cannot be made again");
    }
}
