package dev.reprise.engine.value;

import dev.reprise.engine.adapter.HostAdapter;
import dev.reprise.engine.reflect.FieldAccess;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every object that an answer is made of, before a byte is written: what it is may be carried, and nothing of
 * it would be lost.
 */
final class GraphWalk {

    /** Deeper, an adapter most likely writes objects of its own type, without end. */
    private static final int MAX_ADAPTED = 16;

    /**
     * An object to be looked at.
     *
     * @param within what the adapter wrote that led to it; null if none did
     * @param holder the nearest class of the host that holds it; null if none does
     */
    private record Visit(
            Object object,
            Path path,
            @Nullable Adapted within,
            @Nullable Class<?> holder) {}

    /** An object that an adapter writes, inside what another wrote, perhaps. */
    private record Adapted(
            Object object, HostAdapter adapter, @Nullable Adapted outer, int depth) {}

    private final Anatomy anatomy;
    private final FieldAccess access;
    private final AllowList allowed;
    private final @Nullable ClassLoader loader;
    private final Written written;
    private @Nullable Adapted within;
    private @Nullable Class<?> holder;
    private long size;

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final ArrayDeque<Visit> open = new ArrayDeque<>();
    private final Set<Class<?>> accepted;
    private final Given given;

    private GraphWalk(
            Anatomy anatomy,
            AllowList allowed,
            @Nullable ClassLoader loader,
            Written written,
            Set<Class<?>> accepted,
            Given given) {
        this.given = given;
        this.access = anatomy.access();
        this.written = written;
        this.accepted = accepted;
        this.anatomy = anatomy;
        this.allowed = allowed;
        this.loader = loader;
    }

    /**
     * Checks every object of a graph.
     *
     * @param written what adapters wrote; filled here
     * @param accepted the classes that were checked before; of any number of threads
     * @param given what the call was given
     * @param loader the loader that the graph will be decoded for
     * @return how many bytes it takes when it is written, at the least
     * @throws Uncacheable if one of them may not be carried, or all together are too large
     */
    static long check(
            Object answer,
            Anatomy anatomy,
            AllowList allowed,
            @Nullable ClassLoader loader,
            Written written,
            Set<Class<?>> accepted,
            Given given)
            throws Uncacheable {
        GraphWalk walk = new GraphWalk(anatomy, allowed, loader, written, accepted, given);
        walk.add(answer, Path.ANSWER);
        while (!walk.open.isEmpty()) {
            walk.visit(walk.open.pop());
        }
        return walk.size;
    }

    private void add(@Nullable Object object, Path path) throws Uncacheable {
        if (object == null) {
            return;
        }
        size += PlainValues.size(object);
        anatomy.limit().check(size);
        Class<?> type = object instanceof Enum<?> constant ? constant.getDeclaringClass() : object.getClass();
        if (!accepted.contains(type)) {
            check(type, path);
            accepted.add(type);
        }
        if (PlainValues.carries(type) || type.isEnum()) {
            return;
        }
        if (seen.add(object)) {
            open.push(new Visit(object, path, within, holder));
        } else {
            checkIsNotWithinItself(object);
        }
    }

    private void checkIsNotWithinItself(Object object) throws Uncacheable {
        for (Adapted around = within; around != null; around = around.outer) {
            if (around.object == object) {
                throw new Uncacheable("a " + object.getClass().getName() + " is what " + around.adapter.name()
                        + ".write was asked about, and is part of what it returned; it must return a plain value that"
                        + " stands for the object, not the object");
            }
        }
    }

    private void visit(Visit visit) throws Uncacheable {
        Object object = visit.object;
        Path path = visit.path;
        within = visit.within;
        holder = visit.holder;
        String objection = given.objection(object, anatomy);
        if (objection != null) {
            throw new Uncacheable(path + " is a " + object.getClass().getName() + objection);
        }
        HostAdapter adapter = anatomy.adapter(object.getClass());
        if (adapter != null) {
            visitAdapted(object, adapter, path);
            return;
        }
        JdkType jdk = JdkType.of(object.getClass());
        JdkType.Kind kind = jdk == null ? null : jdk.kind();
        if (object.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(object); i++) {
                add(Array.get(object, i), path.element(i));
            }
        } else if (kind == JdkType.Kind.OPTIONAL) {
            add(((Optional<?>) object).orElse(null), path.field("value"));
        } else if (kind == JdkType.Kind.ENTRY) {
            add(((Map.Entry<?, ?>) object).getKey(), path.field("key"));
            add(((Map.Entry<?, ?>) object).getValue(), path.field("value"));
        } else if (kind == JdkType.Kind.VIEW) {
            add(JdkInsides.behind(object, access), path);
        } else if (kind != null && kind.isMap()) {
            add(GraphComparison.orderOf(object), path.field("comparator"));
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) object).entrySet()) {
                add(entry.getKey(), path.element("key"));
                add(entry.getValue(), path.element(GraphComparison.name(entry.getKey())));
            }
        } else if (kind == JdkType.Kind.SEQUENCE || kind == JdkType.Kind.SET) {
            add(GraphComparison.orderOf(object), path.field("comparator"));
            int i = 0;
            for (Object element : (Collection<?>) object) {
                add(element, path.element(i++));
            }
        } else if (jdk == null) {
            visitFields(object, path);
        }
    }

    private void visitAdapted(Object object, HostAdapter adapter, Path path) throws Uncacheable {
        int depth = within == null ? 1 : within.depth + 1;
        if (depth > MAX_ADAPTED) {
            throw new Uncacheable(adapter.name() + ".write returned what has to be adapted again, " + MAX_ADAPTED
                    + " times; it must return a plain value");
        }
        within = new Adapted(object, adapter, within, depth);
        add(written.of(object, adapter), path.field("written"));
    }

    private void visitFields(Object object, Path path) throws Uncacheable {
        Anatomy.Fields fields = anatomy.of(object.getClass());
        holder = object.getClass();
        for (Field field : fields.state()) {
            Object value = anatomy.get(field, object);
            if (value != null && field.isSynthetic() && field.getName().startsWith("this$")) {
                throw new Uncacheable(
                        path + " is of the inner class " + object.getClass().getName()
                                + ", which holds the object it was made in; make the class static");
            }
            if (!field.getType().isPrimitive()) {
                add(value, path.field(field.getName()));
            }
        }
        for (Field field : fields.passing()) {
            if (!isUnset(anatomy.get(field, object))) {
                throw new Uncacheable(path.field(field.getName()) + " is transient and would be lost: "
                        + object.getClass().getName() + " is not carried");
            }
        }
    }

    private static boolean isUnset(@Nullable Object value) {
        return value == null
                || (value instanceof Boolean set && !set)
                || (value instanceof Number number && number.doubleValue() == 0)
                || (value instanceof Character character && character == 0);
    }

    private void check(Class<?> type, Path path) throws Uncacheable {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        boolean byAdapter = anatomy.adapter(element) != null;
        String live = byAdapter ? null : Liveness.of(element);
        if (live != null) {
            throw new Uncacheable(path + " is " + live + " (" + element.getName() + ") and has no content to store"
                    + (holder == null
                            ? "; cache a method that returns a value"
                            : "; " + orAdapter("return an answer without it")));
        }
        if (element.isPrimitive() || PlainValues.isLeaf(element) || JdkType.of(element) != null) {
            return;
        }
        if (JdkType.isOfJdk(element)) {
            // The element type of an array may be any: its elements are looked at one by one.
            if (element != type && allowed.permits(element)) {
                return;
            }
            throw new Uncacheable(path + " is a " + element.getName() + " of the JDK, which is not carried;" + " "
                    + orAdapter("return a plain list, map, record or class of your own"));
        }
        SdkJson sdk = byAdapter ? null : SdkJson.of(element);
        if (sdk != null) {
            throw new Uncacheable(path + " is a " + element.getName() + ", which is carried only as the answer itself;"
                    + " cache the method that returns it");
        }
        if (!allowed.permits(element)) {
            throw new Uncacheable(path + " is a " + element.getName()
                    + ", which the declared return type does not tell of; " + AllowList.remedy(element));
        }
        if (!isKnownToLoader(element)) {
            throw new Uncacheable(path + " is a " + element.getName() + " of another class loader than the method's");
        }
    }

    /** Nobody can write an adapter for a class of the JDK, but for the class that holds it. */
    private String orAdapter(String remedy) {
        return holder == null
                ? remedy
                : remedy + ", or write an adapter for " + holder.getName() + " (README#adapters)";
    }

    private boolean isKnownToLoader(Class<?> type) {
        try {
            return Class.forName(type.getName(), false, loader) == type;
        } catch (ClassNotFoundException | LinkageError unknown) {
            return false;
        }
    }
}
