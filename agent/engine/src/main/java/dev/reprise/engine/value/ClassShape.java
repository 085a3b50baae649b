package dev.reprise.engine.value;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** What of a class decides how its objects are stored: its name, kind and superclass, its fields, its constants. */
final class ClassShape {

    private ClassShape() {}

    /** Returns a digest that is the same for the same class in every JVM. The class is not initialised. */
    static long of(Class<?> type) {
        return Digest.of(describe(type));
    }

    static String describe(Class<?> type) {
        StringBuilder shape = new StringBuilder(type.getName());
        shape.append(type.isRecord() ? " record" : type.isEnum() ? " enum" : type.isInterface() ? " interface" : "");
        if (type.getSuperclass() != null) {
            shape.append(" < ").append(type.getSuperclass().getName());
        }
        try {
            describeFields(type, shape);
        } catch (LinkageError | TypeNotPresentException optionalLibraryIsAbsent) {
            shape.append("\n?");
        }
        return shape.append('\n').toString();
    }

    /** Also names the version of the class's jar, unless the service was repacked without manifests. */
    static String describeWithVersion(Class<?> type) {
        return type.getPackage().getImplementationVersion() + "\n" + describe(type);
    }

    private static void describeFields(Class<?> type, StringBuilder shape) {
        List<String> fields = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (field.isEnumConstant()) {
                shape.append("\n=").append(field.getName());
            } else if (!Modifier.isStatic(field.getModifiers())) {
                boolean passing = Modifier.isTransient(field.getModifiers());
                fields.add((passing ? "\n~" : "\n") + field.getName() + ": "
                        + field.getGenericType().getTypeName());
            }
        }
        fields.sort(null); // No JVM promises an order.
        fields.forEach(shape::append);
    }
}
