package dev.reprise.engine.value;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;

/**
 * Makes objects whose fields are then set one by one, as the JDK's own deserialisation does: without a constructor of
 * their class, which would want arguments and might do things.
 */
final class Instantiation {

    private Instantiation() {}

    static Constructor<?> constructor(Class<?> type) throws Uncacheable {
        if (type.isInterface() || type.isArray() || Enum.class.isAssignableFrom(type) || JdkType.isOfJdk(type)) {
            throw new Uncacheable(type.getName() + " cannot be made again");
        }
        try {
            // By name: the class is public and its package exported, but it is no part of the platform's API.
            Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
            Method make = factory.getMethod("newConstructorForSerialization", Class.class, Constructor.class);
            Object constructor = make.invoke(
                    factory.getMethod("getReflectionFactory").invoke(null), type, Object.class.getConstructor());
            if (constructor instanceof Constructor<?> usable) {
                return usable;
            }
        } catch (ReflectiveOperationException | RuntimeException absent) {
            throw new Uncacheable(type.getName() + " cannot be made again without module jdk.unsupported: " + absent);
        }
        throw new Uncacheable(type.getName() + " cannot be made again");
    }
}
