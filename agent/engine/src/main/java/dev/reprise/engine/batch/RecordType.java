package dev.reprise.engine.batch;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A public record of a library, whose objects are made again with other components. */
final class RecordType {

    private final Class<?> type;
    private final Constructor<?> canonical;
    private final List<String> names = new ArrayList<>();
    private final List<Method> accessors = new ArrayList<>();

    RecordType(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            throw new NoSuchMethodException(type.getName() + " is no record");
        }
        this.type = type;
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            names.add(components[i].getName());
            accessors.add(components[i].getAccessor());
        }
        canonical = type.getConstructor(types);
    }

    boolean isOf(@Nullable Object object) {
        return object != null && object.getClass() == type;
    }

    /** Returns where a component is. */
    int component(String name) throws NoSuchMethodException {
        int at = names.indexOf(name);
        if (at < 0) {
            throw new NoSuchMethodException(type.getName() + " has no " + name);
        }
        return at;
    }

    @Nullable
    Object get(Object object, int component) throws ReflectiveOperationException {
        return accessors.get(component).invoke(object);
    }

    /** Returns the components of an object, to be changed. */
    @Nullable
    Object[] components(Object object) throws ReflectiveOperationException {
        @Nullable Object[] values = new Object[accessors.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = accessors.get(i).invoke(object);
        }
        return values;
    }

    Object make(@Nullable Object[] components) throws ReflectiveOperationException {
        return canonical.newInstance(components);
    }

    /** Returns an object with one component changed. */
    Object with(Object object, int component, @Nullable Object value) throws ReflectiveOperationException {
        @Nullable Object[] values = components(object);
        values[component] = value;
        return make(values);
    }

    /** Returns an object in which every number that there is is zero, and nothing else is there. */
    Object zero(Object object) throws ReflectiveOperationException {
        @Nullable Object[] values = components(object);
        for (int i = 0; i < values.length; i++) {
            values[i] = zeroOf(values[i]);
        }
        return make(values);
    }

    /** Returns zero for a whole number, and otherwise null. */
    static @Nullable Object zeroOf(@Nullable Object value) {
        if (value instanceof Integer) {
            return 0;
        }
        return value instanceof Long ? 0L : null;
    }
}
