package dev.reprise.engine.reflect;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields that make up the state of a class's instances.
 *
 * <p>A {@link Field} keeps its class reachable: whoever holds the result shall hang it on that class, by a {@link
 * ClassValue}, and on nothing else.
 */
public final class InstanceFields {

    private static final Comparator<Field> BY_DECLARING_CLASS_AND_NAME = new ByDeclaringClassAndName();

    private InstanceFields() {}

    /** Transient fields, not static, on which it depends what an instance means. */
    public interface Transients {

        /** Returns whether a transient field is part of an instance's state. */
        boolean count(Field field);
    }

    /**
     * Returns the readable, non-static, non-transient fields of a class and of those of its superclasses that do not
     * belong to the JDK, in an order that does not depend on the JVM.
     *
     * @param type the class of an object
     * @param access opens what is closed
     * @return the fields, ordered by the name of the declaring class, then by their own
     * @throws InaccessibleObjectException if a field cannot be made readable
     * @throws LinkageError if the class names a type that does not exist
     */
    public static List<Field> of(Class<?> type, FieldAccess access) {
        return ordered(type, access, /* transients= */ null);
    }

    /**
     * Returns the same fields and, of the transient ones, those that are state all the same.
     *
     * @param type the class of an object
     * @param access opens what is closed
     * @param transients says which these are
     * @return the fields, ordered by the name of the declaring class, then by their own
     * @throws InaccessibleObjectException if a field cannot be made readable
     * @throws LinkageError if the class names a type that does not exist
     */
    public static List<Field> of(Class<?> type, FieldAccess access, Transients transients) {
        return ordered(type, access, transients);
    }

    private static List<Field> ordered(Class<?> type, FieldAccess access, @Nullable Transients transients) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> declaring = type;
                declaring != null && !JdkClasses.contains(declaring);
                declaring = declaring.getSuperclass()) {
            for (Field field : declaring.getDeclaredFields()) {
                if (isState(field) || (transients != null && isTransient(field) && transients.count(field))) {
                    open(field, access);
                    fields.add(field);
                }
            }
        }
        fields.sort(BY_DECLARING_CLASS_AND_NAME);
        return List.copyOf(fields);
    }

    /** Returns whether a field is part of an instance's state: neither static nor transient. */
    public static boolean isState(Field field) {
        return (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0;
    }

    private static boolean isTransient(Field field) {
        return (field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == Modifier.TRANSIENT;
    }

    private static void open(Field field, FieldAccess access) {
        if (field.trySetAccessible()) {
            return;
        }
        Class<?> declaring = field.getDeclaringClass();
        access.open(declaring.getModule(), declaring.getPackageName());
        field.setAccessible(true);
    }

    /** Written out: this is on the way of a service's first call, which three functions would delay. */
    private static final class ByDeclaringClassAndName implements Comparator<Field> {

        @Override
        public int compare(Field one, Field other) {
            int order = one.getDeclaringClass()
                    .getName()
                    .compareTo(other.getDeclaringClass().getName());
            if (order == 0) {
                order = one.getName().compareTo(other.getName());
            }
            return order == 0
                    ? one.getType().getName().compareTo(other.getType().getName())
                    : order;
        }
    }
}
