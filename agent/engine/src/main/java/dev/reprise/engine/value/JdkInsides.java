package dev.reprise.engine.value;

import dev.reprise.engine.reflect.FieldAccess;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;

/** What some collections of the JDK do not tell: what they are a view of, and of which enum. Needs {@code java.util}. */
final class JdkInsides {

    private JdkInsides() {}

    /** Returns what an unmodifiable collection or map shows. */
    static Object behind(Object view, FieldAccess access) throws Uncacheable {
        boolean collection = view instanceof Collection<?>;
        return read(
                "java.util.Collections$Unmodifiable" + (collection ? "Collection" : "Map"),
                collection ? "c" : "m",
                view,
                access);
    }

    static Class<?> constants(EnumMap<?, ?> map, FieldAccess access) throws Uncacheable {
        return (Class<?>) read(EnumMap.class.getName(), "keyType", map, access);
    }

    static Class<?> constants(EnumSet<?> set, FieldAccess access) throws Uncacheable {
        return (Class<?>) read(EnumSet.class.getName(), "elementType", set, access);
    }

    private static Object read(String declaring, String name, Object owner, FieldAccess access) throws Uncacheable {
        try {
            Field field = Class.forName(declaring).getDeclaredField(name);
            if (!field.trySetAccessible()) {
                access.open(Object.class.getModule(), "java.util");
                field.setAccessible(true);
            }
            return field.get(owner);
        } catch (ReflectiveOperationException | InaccessibleObjectException closed) {
            throw new Uncacheable("what a " + owner.getClass().getName() + " shows cannot be seen: " + closed
                    + "; return a plain collection");
        }
    }
}
