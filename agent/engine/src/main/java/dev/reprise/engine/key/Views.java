package dev.reprise.engine.key;

import dev.reprise.engine.reflect.FieldAccess;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The unmodifiable, synchronized and checked collections of the JDK. They show the elements of another, and hide by
 * what it finds them.
 */
final class Views {

    private static final String NAME = "java.util.Collections$";

    private Views() {}

    /** Returns whether a class shows the elements of another that may find them in a way of its own. */
    static boolean include(Class<?> type) {
        String name = type.getName();
        return !List.class.isAssignableFrom(type)
                && (name.startsWith(NAME + "Unmodifiable")
                        || name.startsWith(NAME + "Synchronized")
                        || name.startsWith(NAME + "Checked")
                        || name.equals(NAME + "SetFromMap"));
    }

    /** Returns the shape of such a class: that of what it shows, and of a set that is kept in a map its elements. */
    static Shape shape(Class<?> type, Shape elements, FieldAccess access) {
        Field field = behind(type, access);
        if (field == null) {
            return new Unreadable("is a view of something that cannot be seen");
        }
        if (Map.class.isAssignableFrom(field.getType()) && !Map.class.isAssignableFrom(type)) {
            return (value, walk, rules) -> {
                JdkContainers.comparator(read(field, value, walk), walk);
                elements.write(value, walk, rules);
            };
        }
        return (value, walk, rules) -> {
            Object shown = read(field, value, walk);
            walk.shapes().get(shown.getClass()).write(shown, walk, rules);
        };
    }

    private static Object read(Field field, Object view, Walk walk) throws Unkeyable {
        try {
            return field.get(view);
        } catch (IllegalAccessException closed) {
            throw walk.refuseUnlessIgnored("is a view of something that cannot be seen: " + closed);
        }
    }

    private static @Nullable Field behind(Class<?> type, FieldAccess access) {
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            for (Field field : declaring.getDeclaredFields()) {
                boolean isIt = field.getName().equals("c") || field.getName().equals("m");
                if (isIt && isContainer(field.getType())) {
                    return opened(field, access);
                }
            }
        }
        return null;
    }

    private static boolean isContainer(Class<?> type) {
        return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    }

    private static @Nullable Field opened(Field field, FieldAccess access) {
        try {
            if (!field.trySetAccessible()) {
                access.open(Object.class.getModule(), "java.util");
                field.setAccessible(true);
            }
            return field;
        } catch (InaccessibleObjectException | SecurityException closed) {
            return null;
        }
    }
}
