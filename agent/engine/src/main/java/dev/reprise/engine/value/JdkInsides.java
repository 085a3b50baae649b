package dev.reprise.engine.value;

import dev.reprise.engine.reflect.FieldAccess;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.concurrent.ConcurrentHashMap;

/** What some collections of the JDK do not tell: what they are a view of, and of which enum. Needs {@code java.util}. */
@SuppressWarnings("JdkObsolete") // Their objects come by.
final class JdkInsides {

    private JdkInsides() {}

    /** Returns what an unmodifiable or synchronized collection or map shows. */
    static Object behind(Object view, FieldAccess access) throws Uncacheable {
        boolean collection = view instanceof Collection<?>;
        String kind =
                view.getClass().getName().startsWith("java.util.Collections$Sync") ? "Synchronized" : "Unmodifiable";
        return read(
                "java.util.Collections$" + kind + (collection ? "Collection" : "Map"),
                collection ? "c" : "m",
                view,
                access);
    }

    /** Returns how many slots a hash table has, or 1 for a map in the order of access; 0 if nothing of that kind. */
    static int layout(Object container, FieldAccess access) throws Uncacheable {
        if (container instanceof LinkedHashMap<?, ?> map) {
            return Boolean.TRUE.equals(read(LinkedHashMap.class.getName(), "accessOrder", map, access)) ? 1 : 0;
        }
        if (container instanceof LinkedHashSet) {
            return 0;
        }
        Object table =
                container instanceof HashSet<?> set ? read(HashSet.class.getName(), "map", set, access) : container;
        Object slots = table instanceof HashMap || table instanceof Hashtable || table instanceof ConcurrentHashMap
                ? read(table.getClass().getName(), "table", table, access)
                : null;
        return slots == null ? 0 : Array.getLength(slots);
    }

    static Class<?> constants(EnumMap<?, ?> map, FieldAccess access) throws Uncacheable {
        return (Class<?>) read(EnumMap.class.getName(), "keyType", map, access);
    }

    static Class<?> constants(EnumSet<?> set, FieldAccess access) throws Uncacheable {
        return (Class<?>) read(EnumSet.class.getName(), "elementType", set, access);
    }

    @SuppressWarnings("NullAway") // Only a table that was never filled is null, and is asked for.
    private static Object read(String declaring, String name, Object owner, FieldAccess access) throws Uncacheable {
        try {
            Field field = Class.forName(declaring).getDeclaredField(name);
            if (!field.trySetAccessible()) {
                access.open(Object.class.getModule(), field.getDeclaringClass().getPackageName());
                field.setAccessible(true);
            }
            return field.get(owner);
        } catch (ReflectiveOperationException | InaccessibleObjectException closed) {
            throw new Uncacheable("what a " + owner.getClass().getName() + " shows cannot be seen: " + closed
                    + "; return a plain collection");
        }
    }
}
