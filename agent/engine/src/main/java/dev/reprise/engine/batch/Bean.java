package dev.reprise.engine.batch;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.reflect.InstanceFields;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A class of a library with setters, or as good as that: its objects are made again field by field. */
final class Bean {

    private final Class<?> type;
    private final List<Field> fields = new ArrayList<>();
    private final Field changed;

    /**
     * @param changed the name of the field that will be another; it alone may be final
     */
    Bean(Class<?> type, String changed, FieldAccess access) throws ReflectiveOperationException {
        this.type = type;
        Field found = null;
        for (Field field : InstanceFields.of(type, access)) {
            if (field.getName().equals(changed)) {
                found = field;
            } else if (Modifier.isFinal(field.getModifiers())) {
                throw new NoSuchFieldException(field + " cannot be set");
            } else {
                fields.add(field);
            }
        }
        if (found == null) {
            throw new NoSuchFieldException(type.getName() + " has no " + changed);
        }
        this.changed = found;
    }

    boolean isOf(Object object) {
        return object.getClass() == type;
    }

    @Nullable
    Object changed(Object object) throws ReflectiveOperationException {
        return changed.get(object);
    }

    /** Returns an object with another value, made by a constructor that takes that value alone, or nothing. */
    Object with(Object object, Object value) throws ReflectiveOperationException {
        Object made;
        if (Modifier.isFinal(changed.getModifiers())) {
            made = type.getConstructor(changed.getType()).newInstance(value);
        } else {
            Constructor<?> empty = type.getConstructor();
            made = empty.newInstance();
            changed.set(made, value);
        }
        for (Field field : fields) {
            field.set(made, field.get(object));
        }
        return made;
    }
}
