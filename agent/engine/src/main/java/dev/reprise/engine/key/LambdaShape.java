package dev.reprise.engine.key;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.reflect.InstanceFields;
import dev.reprise.engine.reflect.JdkClasses;
import java.lang.reflect.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lambda or another hidden class. Its code has no name that lasts, so it has no content. In a receiver it is passed
 * over if known code made it for itself, or if its interface is infrastructure. The data that it captured still counts:
 * clients keep headers and tokens that way.
 */
final class LambdaShape implements Shape {

    private final String what;
    private final boolean infrastructure;
    private final boolean known;
    private final @Nullable List<Field> captured;

    LambdaShape(Class<?> type, FieldAccess access) {
        what = said(type);
        NoContent noContent = NoContent.of(type);
        known = KnownCode.includes(type);
        infrastructure = known && noContent != null && noContent.isInfrastructure();
        captured = fields(type, access);
    }

    /** Returns what to call a class, whose name may be another in each JVM. */
    static String said(Class<?> type) {
        String name = type.getName();
        int lambda = name.indexOf("$$Lambda");
        if (lambda >= 0) {
            return "lambda of " + name.substring(0, lambda);
        }
        int slash = name.indexOf('/');
        return type.isHidden() ? "hidden class " + (slash < 0 ? name : name.substring(0, slash)) : name;
    }

    /** Returns the fields of the captured values, null if they cannot be read. */
    private static @Nullable List<Field> fields(Class<?> type, FieldAccess access) {
        if (JdkClasses.contains(type)) {
            return JdkValues.isStateless(type) ? List.of() : null;
        }
        try {
            return InstanceFields.of(type, access);
        } catch (RuntimeException | LinkageError closed) {
            return null;
        }
    }

    @Override
    public void write(Object value, Walk walk, @Nullable PathRules rules) throws Unkeyable {
        boolean ofKnownCode = known && walk.isHeldByKnownCode() && captured != null;
        if (!walk.canPassOver() || !(infrastructure || ofKnownCode)) {
            throw walk.refuseDeciding(value, "is a " + what + ", which has no lasting name and so no content to key");
        }
        if (captured == null || !walk.enter(value)) {
            if (captured == null) {
                walk.out.put(Tag.NULL);
            }
            return;
        }
        int start = walk.out.size();
        boolean hasData = false;
        walk.out.put(Tag.CAPTURED);
        for (Field field : captured) {
            Object content = ObjectShape.read(field, value, walk);
            if (content != null && counts(content, walk)) {
                hasData = true;
                walk.field(field.getName());
                walk.value(content, rules == null ? null : rules.child(field.getName()));
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

    /** Data counts, and what it may lie in unless it is for infrastructure; not the counters that code keeps for itself. */
    private boolean counts(Object content, Walk walk) {
        Class<?> type = content.getClass();
        if (type.isEnum() || type.isArray() || walk.isAdapted(type)) {
            return true;
        }
        Shape shape = walk.shapes().get(type);
        if (shape instanceof NoContent) {
            return !infrastructure && !KnownCode.includes(type);
        }
        if (JdkClasses.contains(type) && !(shape instanceof LambdaShape)) {
            return !type.getName().startsWith("java.util.concurrent.atomic.");
        }
        return !infrastructure;
    }
}
