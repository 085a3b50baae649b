package dev.reprise.engine.value;

import dev.reprise.engine.adapter.Adapters;
import dev.reprise.engine.adapter.HostAdapter;
import dev.reprise.engine.reflect.FieldAccess;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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

    private static final Comparator<Field> BY_CLASS_AND_NAME = new ByClassAndName();

    private final Map<Class<?>, Fields> known = new ConcurrentHashMap<>();
    private final Map<Class<?>, Long> shapes = new ConcurrentHashMap<>();
    private final FieldAccess access;
    private final Adapters adapters;
    private final EntryLimit limit;

    Anatomy(FieldAccess access, Adapters adapters, EntryLimit limit) {
        this.limit = limit;
        this.access = access;
        this.adapters = adapters;
    }

    /**
     * The fields of a class and its superclasses.
     *
     * @param state what is carried; for a record its components in order
     * @param passing the transient ones, which are not
     * @param hashes those of them that may do nothing but remember the object's hash
     * @param constructor the record's own, or one that sets nothing
     */
    record Fields(List<Field> state, List<Field> passing, List<Field> hashes, Constructor<?> constructor) {

        boolean makesFromParts() {
            return constructor.getDeclaringClass().isRecord();
        }

        Object make(@Nullable Object... parts) throws ReflectiveOperationException {
            return constructor.newInstance(parts);
        }
    }

    FieldAccess access() {
        return access;
    }

    /** Returns how large an answer may be that is made of such objects. */
    EntryLimit limit() {
        return limit;
    }

    /** Returns the adapter of the host that carries the objects of exactly this class, or null. */
    @Nullable
    HostAdapter adapter(Class<?> type) {
        return adapters.forValues(type);
    }

    /** Returns what decides how objects of a class are stored; see {@link ClassShape}. The class is not initialised. */
    String describe(Class<?> type) {
        HostAdapter adapter = adapter(type);
        String shape = ClassShape.describe(type);
        return adapter == null ? shape : shape + "adapted by " + adapter.name() + ' ' + adapter.version() + '\n';
    }

    /** Returns a digest of {@link #describe}, the same for the same class in every JVM. */
    long shape(Class<?> type) {
        Long known = shapes.get(type);
        if (known == null) {
            known = Digest.of(describe(type));
            shapes.put(type, known);
        }
        return known;
    }

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
        List<Field> hashes = new ArrayList<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            for (Field field : declared(at)) {
                if (Modifier.isStatic(field.getModifiers())) {
                    continue;
                }
                boolean carried = !Modifier.isTransient(field.getModifiers());
                if (JdkType.isOfJdk(at)) {
                    if (carried) {
                        throw new Uncacheable(type.getName() + " extends " + at.getName()
                                + ", which is not carried; return a class of your own");
                    }
                } else {
                    open(field, at);
                    (carried ? state : mayRememberHash(field) ? hashes : passing).add(field);
                }
            }
        }
        if (type.isRecord()) {
            state = inOrderOfComponents(type, state);
        } else {
            state.sort(BY_CLASS_AND_NAME); // No JVM promises an order.
        }
        return new Fields(List.copyOf(state), List.copyOf(passing), List.copyOf(hashes), constructor(type));
    }

    private static List<Field> inOrderOfComponents(Class<?> type, List<Field> fields) {
        List<Field> ordered = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            for (Field field : fields) {
                if (field.getName().equals(component.getName())) {
                    ordered.add(field);
                }
            }
        }
        return ordered;
    }

    private Constructor<?> constructor(Class<?> type) throws Uncacheable {
        if (!type.isRecord()) {
            return Instantiation.constructor(type, access);
        }
        Class<?>[] components = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(components);
            open(constructor, type);
            return constructor;
        } catch (NoSuchMethodException impossible) {
            throw new Uncacheable(type.getName() + " has no constructor of its components");
        }
    }

    private static Field[] declared(Class<?> type) throws Uncacheable {
        try {
            return type.getDeclaredFields();
        } catch (LinkageError | TypeNotPresentException absent) {
            throw new Uncacheable(type.getName() + " has a field of a class that is not there: " + absent.getMessage());
        }
    }

    /** Returns whether an object itself can be changed, whatever the objects can that it holds. */
    boolean isMutable(Object object) throws Uncacheable {
        Class<?> type = object.getClass();
        JdkType jdk = JdkType.of(type);
        if (jdk != null) {
            return jdk.isMutable();
        }
        if (type.isArray()) {
            return Array.getLength(object) > 0;
        }
        if (type.isRecord() || type.isEnum()) {
            return false;
        }
        Fields fields = of(type);
        return !areFinal(fields.state()) || !areFinal(fields.passing());
    }

    private static boolean areFinal(List<Field> fields) {
        for (Field field : fields) {
            if (!Modifier.isFinal(field.getModifiers())) {
                return false;
            }
        }
        return true;
    }

    private static boolean mayRememberHash(Field field) {
        return field.getType() == int.class
                && field.getName().toLowerCase(Locale.ROOT).contains("hash");
    }

    private void open(AccessibleObject member, Class<?> declaring) throws Uncacheable {
        if (member.trySetAccessible()) {
            return;
        }
        access.open(declaring.getModule(), declaring.getPackageName());
        try {
            member.setAccessible(true);
        } catch (InaccessibleObjectException closed) {
            throw new Uncacheable("package " + declaring.getPackageName() + " is closed; run with --add-opens "
                    + declaring.getModule().getName() + "/" + declaring.getPackageName() + "=ALL-UNNAMED");
        }
    }

    /** Written out: this is on the way of a service's first call, which two functions would delay. */
    private static final class ByClassAndName implements Comparator<Field> {

        @Override
        public int compare(Field one, Field other) {
            int order = one.getDeclaringClass()
                    .getName()
                    .compareTo(other.getDeclaringClass().getName());
            return order == 0 ? one.getName().compareTo(other.getName()) : order;
        }
    }
}
