package dev.reprise.engine.reflect;

import org.jspecify.annotations.Nullable;

/** Tells the classes of the JDK from those of the host. */
public final class JdkClasses {

    private static final @Nullable ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

    private JdkClasses() {}

    /** Returns whether a class, or the element type of an array class, comes with the JDK. */
    public static boolean contains(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == PLATFORM;
    }
}
