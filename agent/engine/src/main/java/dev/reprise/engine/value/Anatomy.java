package dev.reprise.engine.value;

import dev.reprise.engine.reflect.FieldAccess;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of the host's classes, opened and remembered. Reaches classes: belongs to one codec.
 *
 * <p>Safe for use by any number of threads.
 */
final class Anatomy {

    private final Map<Class<?>, Fields> known = new ConcurrentHashMap<>();
    private final FieldAccess access;

    Anatomy(FieldAccess access) {
        this.access = access;
    }

    /**
     * The fields of a class and its superclasses.
     *
     * @param state what is carried
     * @param passing the transient ones, which are not, unless they only remember a hash
     */
    record Fields(List<Field> state, List<Field> passing) {}

    /**
     * @throws Uncacheable if the fields cannot be read
     */
    Fields of(Class<?> type) throws Uncacheable {
        Fields fields = known.get(type);
        if (fields == null) {
            fields = read(type);
            known.put(type, fields);
        }
        return fields;
    }

    @Nullable
    Object get(Field field, Object owner) throws Uncacheable {
        try {
            return field.get(owner);
        } catch (IllegalAccessException closed) {
            throw new Uncacheable("field " + field + " cannot be read");
        }
    }

    private Fields read(Class<?> type) throws Uncacheable {
        List<Field> state = new ArrayList<>();
        List<Field> passing = new ArrayList<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            for (Field field : declared(at)) {
                if (Modifier.isStatic(field.getModifiers())) {
                    continue;
                }
                boolean carried = !Modifier.isTransient(field.getModifiers());
                if (JdkType.isOfJdk(at)) {
                    if (carried && !isEmptyBase(at)) {
                        throw new Uncacheable(type.getName() + " extends " + at.getName()
                                + ", which is not carried; return a class of your own");
                    }
                } else if (carried || !remembersHash(field)) {
                    open(field);
                    (carried ? state : passing).add(field);
                }
            }
        }
        return new Fields(List.copyOf(state), List.copyOf(passing));
    }

    private static boolean isEmptyBase(Class<?> type) {
        return type == Record.class;
    }

    private static Field[] declared(Class<?> type) throws Uncacheable {
        try {
            return type.getDeclaredFields();
        } catch (LinkageError | TypeNotPresentException absent) {
            throw new Uncacheable(type.getName() + " has a field of a class that is not there: " + absent.getMessage());
        }
    }

    private static boolean remembersHash(Field field) {
        return field.getType().isPrimitive()
                && field.getName().toLowerCase(Locale.ROOT).contains("hash");
    }

    private void open(Field field) throws Uncacheable {
        if (field.trySetAccessible()) {
            return;
        }
        Class<?> declaring = field.getDeclaringClass();
        access.open(declaring.getModule(), declaring.getPackageName());
        try {
            field.setAccessible(true);
        } catch (InaccessibleObjectException closed) {
            throw new Uncacheable("package " + declaring.getPackageName() + " is closed; run with --add-opens "
                    + declaring.getModule().getName() + "/" + declaring.getPackageName() + "=ALL-UNNAMED");
        }
    }
}
