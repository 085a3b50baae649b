package dev.reprise.weaver.transform;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which classes were defined as they are while nothing was woven in. The JVM asks before a class is loaded: who looks for
 * loaded classes then does not find it yet. Only the last ones are known, and none is held. Thread-safe.
 */
final class PassedOver {

    private static final int MOST = 1_000;

    /** The oldest first. */
    private final Set<String> names = new LinkedHashSet<>();

    synchronized void add(@Nullable ClassLoader loader, String className) {
        if (names.size() >= MOST) {
            Iterator<String> oldest = names.iterator();
            oldest.next();
            oldest.remove();
        }
        names.add(name(loader, className));
    }

    /** Notes that classes have been found. */
    synchronized void found(Set<Class<?>> types) {
        for (Class<?> type : types) {
            names.remove(name(type.getClassLoader(), type.getName().replace('.', '/')));
        }
    }

    /** Returns whether all have been found; never if one was not defined after all, or is gone. */
    synchronized boolean isEmpty() {
        return names.isEmpty();
    }

    private static String name(@Nullable ClassLoader loader, String className) {
        return className + ' ' + System.identityHashCode(loader);
    }
}
