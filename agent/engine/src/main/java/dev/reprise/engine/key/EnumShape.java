package dev.reprise.engine.key;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.reflect.InstanceFields;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A constant: the class that declares it, its name and, in code of the host, the fields that can be set anew. */
final class EnumShape implements Shape {

    private final Descriptor declaring;
    private final @Nullable ObjectShape state;

    private EnumShape(Descriptor declaring, @Nullable ObjectShape state) {
        this.declaring = declaring;
        this.state = state;
    }

    static EnumShape of(Class<?> type, FieldAccess access) {
        // A constant with a body has a class of its own.
        Class<?> superclass = type.getSuperclass();
        boolean ofBody = superclass != null && superclass != Enum.class;
        Descriptor declaring = Descriptor.of(List.of((ofBody ? superclass : type).getName()));
        return new EnumShape(declaring, hasState(type) ? state(type, access) : null);
    }

    /** Asked without opening anything: most enums have no state, and some cannot be opened. */
    private static boolean hasState(Class<?> type) {
        for (Class<?> c = type; c != null && !KnownCode.includes(c); c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (canBeSet(field)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static ObjectShape state(Class<?> type, FieldAccess access) {
        List<Field> fields = new ArrayList<>();
        for (Field field : InstanceFields.of(type, access)) {
            if (canBeSet(field)) {
                fields.add(field);
            }
        }
        return ObjectShape.of(type, /* elements= */ null, fields);
    }

    /** The code fixes what a final field holds. */
    private static boolean canBeSet(Field field) {
        return InstanceFields.isState(field) && !Modifier.isFinal(field.getModifiers());
    }

    @Override
    public void write(Object value, Walk walk, @Nullable PathRules rules) throws Unkeyable {
        walk.out.put(state == null ? Tag.ENUM : Tag.ENUM_WITH_STATE);
        declaring.write(walk.out);
        walk.text(((Enum<?>) value).name());
        if (state != null) {
            state.write(value, walk, rules);
        }
    }
}
