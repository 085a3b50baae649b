package dev.reprise.clients.bedrock;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The options of a client by the names of the constants that stand for them: the options themselves have none. */
final class ClientOptions {

    private final Object attributes;
    private final Map<?, ?> asBuilt;
    private final Map<String, Object> options = new TreeMap<>();

    ClientOptions(Object client) {
        attributes = get(get(client, "clientConfiguration"), "attributes");
        asBuilt = (Map<?, ?>) get(attributes, "attributes");
        asBuilt.keySet().forEach(option -> options.put(name(option), option));
    }

    /** Returns what each option is. */
    Map<String, Object> values() {
        Map<String, Object> values = new TreeMap<>();
        options.forEach((name, option) -> values.put(name, get(asBuilt.get(option), "value")));
        return values;
    }

    /** Lets the client have these options until it gets others. */
    void set(Map<?, ?> values) {
        Map<Object, Object> holders = new LinkedHashMap<>();
        values.forEach((name, value) -> holders.put(options.getOrDefault(name, name), holder(value)));
        set(attributes, "attributes", holders);
    }

    /** Lets the client have the options that it was built with. */
    void reset() {
        set(attributes, "attributes", asBuilt);
    }

    private static String name(Object option) {
        for (Field field : option.getClass().getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && read(field, null) == option) {
                return field.getName();
            }
        }
        throw new IllegalArgumentException(option + " has no name");
    }

    private static Object holder(Object value) {
        try {
            for (Constructor<?> constructor : Class.forName("software.amazon.awssdk.utils.AttributeMap$ConstantValue")
                    .getDeclaredConstructors()) {
                if (constructor.getParameterCount() == 1) {
                    constructor.setAccessible(true);
                    return constructor.newInstance(value);
                }
            }
            throw new IllegalStateException("of another version");
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException(otherVersion);
        }
    }

    private static Object get(Object owner, String name) {
        return read(field(owner, name), owner);
    }

    private static Object read(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void set(Object owner, String name, Object value) {
        try {
            field(owner, name).set(owner, value);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Field field(Object owner, String name) {
        try {
            Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException otherVersion) {
            throw new IllegalStateException(otherVersion);
        }
    }
}
