package dev.reprise.engine.key;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.reflect.InstanceFields;
import dev.reprise.engine.reflect.JdkClasses;
import java.lang.reflect.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lambda or another hidden class. Its code has no name that lasts, so it has no content. In a receiver, where it is
 * passed over, the plain data that it captured still counts: clients keep headers and tokens that way.
 */
final class LambdaShape implements Shape {

    private final String name;
    private final List<Field> captured;

    LambdaShape(Class<?> type, FieldAccess access) {
        String full = type.getName();
        int slash = full.indexOf('/');
        name = slash < 0 ? full : full.substring(0, slash);
        captured = fields(type, access);
    }

    private static List<Field> fields(Class<?> type, FieldAccess access) {
        try {
            return InstanceFields.of(type, access);
        } catch (RuntimeException | LinkageError closed) {
            return List.of();
        }
    }

    @Override
    public void write(Object value, Walk walk, @Nullable PathRules rules) throws Unkeyable {
        if (!walk.inReceiver() || walk.atRoot()) {
            walk.noContent(name);
            return;
        }
        if (!walk.enter(value)) {
            return;
        }
        int start = walk.out.size();
        boolean hasData = false;
        walk.out.put(Tag.CAPTURED);
        for (Field field : captured) {
            Object content = ObjectShape.read(field, value, walk);
            if (content != null && isPlain(content, walk)) {
                hasData = true;
                walk.field(field.getName());
                walk.value(content, rules);
            }
        }
        if (hasData) {
            walk.out.put(Tag.END);
        } else {
            walk.out.truncate(start);
            walk.out.put(Tag.NULL);
        }
        walk.leave();
    }

    private static boolean isPlain(Object value, Walk walk) {
        Class<?> type = value.getClass();
        return type.isEnum()
                || type.isArray()
                || (JdkClasses.contains(type)
                        && !type.getName().startsWith("java.util.concurrent.atomic.")
                        && !(walk.shapes().get(type) instanceof NoContent));
    }
}
