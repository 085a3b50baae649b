package dev.reprise.engine.value;

import dev.reprise.engine.adapter.HostAdapter;
import dev.reprise.engine.reflect.FieldAccess;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares two graphs object by object: same classes, same content, same sharing. No {@code equals} of the host is asked,
 * except to find the entry of a hash table.
 */
final class GraphComparison {

    private record Pair(Object one, Object other, Path path) {}

    private final Anatomy anatomy;
    private final FieldAccess access;
    private final IdentityHashMap<Object, Object> others = new IdentityHashMap<>();
    private final IdentityHashMap<Object, Object> ones = new IdentityHashMap<>();
    private final ArrayDeque<Pair> open = new ArrayDeque<>();
    private @Nullable String difference;

    private final Written written;

    private GraphComparison(Anatomy anatomy, Written written) {
        this.access = anatomy.access();
        this.anatomy = anatomy;
        this.written = written;
    }

    /**
     * Returns where and how two graphs differ, or null if they do not. Objects of adapted types are compared by what their
     * adapters write.
     */
    static @Nullable String difference(Object one, Object other, Anatomy anatomy, Written written) throws Uncacheable {
        return difference(one, other, Path.ANSWER, anatomy, written);
    }

    private static @Nullable String difference(Object one, Object other, Path path, Anatomy anatomy, Written written)
            throws Uncacheable {
        GraphComparison comparison = new GraphComparison(anatomy, written);
        comparison.add(one, other, path);
        while (comparison.difference == null && !comparison.open.isEmpty()) {
            comparison.compare(comparison.open.pop());
        }
        return comparison.difference;
    }

    /** Returns a short name for the key of a map, without asking an object of the host for its text. */
    static String name(@Nullable Object key) {
        return key == null || PlainValues.isLeaf(key.getClass())
                ? String.valueOf(key)
                : key instanceof Enum<?> constant
                        ? constant.name()
                        : key.getClass().getName();
    }

    private void add(@Nullable Object one, @Nullable Object other, Path path) {
        if (one == null || other == null) {
            if (one != other) {
                differ(path, one == null ? "was null" : "is lost");
            }
        } else if (!alike(one.getClass(), other.getClass())) {
            differ(
                    path,
                    "was a " + one.getClass().getName() + " and is a "
                            + other.getClass().getName());
        } else if (one instanceof Enum<?> || one instanceof Class<?>) {
            if (one != other) {
                differ(path, "was " + name(one) + " and is " + name(other));
            }
        } else if (PlainValues.isLeaf(one.getClass())) {
            if (!sameLeaf(one, other)) {
                differ(path, "has another value");
            }
        } else if (isNew(one, other, path)) {
            open.push(new Pair(one, other, path));
        }
    }

    private boolean isNew(Object one, Object other, Path path) {
        Object before = others.putIfAbsent(one, other);
        Object beforeOne = ones.putIfAbsent(other, one);
        if (before == null && beforeOne == null) {
            return true;
        }
        // Empty collections and optionals of the JDK are often one object for all.
        if ((before != other || beforeOne != one) && !isInterchangeable(one)) {
            differ(path, before != null && before != other ? "was shared and is not" : "was not shared and is");
        }
        return before != other || beforeOne != one;
    }

    private static boolean isInterchangeable(Object value) {
        String name = value.getClass().getName();
        return name.startsWith("java.util.ImmutableCollections$")
                || name.startsWith("java.util.Collections$Empty")
                || name.startsWith("java.util.Optional")
                || name.endsWith("Comparator");
    }

    private void compare(Pair pair) throws Uncacheable {
        Object one = pair.one;
        Object other = pair.other;
        Path path = pair.path;
        HostAdapter adapter = anatomy.adapter(one.getClass());
        if (adapter != null) {
            // By themselves: an adapter may share what it writes with the object, or copy it.
            String lost = difference(
                    written.of(one, adapter), written.of(other, adapter), path.field("written"), anatomy, written);
            difference = difference == null ? lost : difference;
            return;
        }
        JdkType jdk = JdkType.of(one.getClass());
        if (one.getClass().isArray()) {
            compareArrays(one, other, path);
        } else if (jdk == null) {
            Anatomy.Fields fields = anatomy.of(one.getClass());
            for (Field field : fields.state()) {
                add(anatomy.get(field, one), anatomy.get(field, other), path.field(field.getName()));
            }
            for (Field field : fields.hashes()) {
                if (!isRemembered(anatomy.get(field, one), one, other)) {
                    differ(path.field(field.getName()), "is transient and would be lost");
                }
            }
        } else {
            add(orderOf(one), orderOf(other), path.field("comparator"));
            if (one instanceof LinkedHashMap && JdkInsides.layout(one, access) != JdkInsides.layout(other, access)) {
                differ(path, "is in the order of access and would not be");
            }
            switch (jdk.kind()) {
                case CONSTANT, DATE -> {
                    if (!one.equals(other)) {
                        differ(path, "has another value");
                    }
                }
                case OPTIONAL ->
                    add(((Optional<?>) one).orElse(null), ((Optional<?>) other).orElse(null), path.field("value"));
                case ENTRY -> {
                    Map.Entry<?, ?> first = (Map.Entry<?, ?>) one;
                    Map.Entry<?, ?> second = (Map.Entry<?, ?>) other;
                    add(first.getKey(), second.getKey(), path.field("key"));
                    add(first.getValue(), second.getValue(), path.field("value"));
                }
                case TEXT -> {
                    if (!JdkTexts.of(one).equals(JdkTexts.of(other))) {
                        differ(path, "has another value");
                    }
                }
                case VIEW -> add(JdkInsides.behind(one, access), JdkInsides.behind(other, access), path);
                case SEQUENCE -> compareSequences((Collection<?>) one, (Collection<?>) other, path);
                case SET -> {
                    compareSets((Collection<?>) one, (Collection<?>) other, path);
                    if (jdk.hasLayout()) {
                        compareOrder((Collection<?>) one, (Collection<?>) other, path);
                    }
                }
                case SEQUENCED_MAP -> {
                    compareSequences(((Map<?, ?>) one).keySet(), ((Map<?, ?>) other).keySet(), path.element("key"));
                    compareSequences(((Map<?, ?>) one).values(), ((Map<?, ?>) other).values(), path.element("value"));
                }
                case MAP -> {
                    compareMaps((Map<?, ?>) one, (Map<?, ?>) other, path);
                    if (jdk.hasLayout()) {
                        compareOrder(((Map<?, ?>) one).keySet(), ((Map<?, ?>) other).keySet(), path);
                    }
                }
            }
        }
    }

    /** A hash that was remembered is computed again from what is carried; another number is content. */
    private static boolean isRemembered(@Nullable Object number, Object one, Object other) {
        return !(number instanceof Integer hash) || hash == 0 || (one.hashCode() == hash && other.hashCode() == hash);
    }

    /** Returns by what a collection orders its elements, or null if by nothing or by themselves. */
    static @Nullable Object orderOf(Object collection) {
        if (collection instanceof PriorityQueue<?> queue) {
            return queue.comparator();
        }
        if (collection instanceof SortedMap<?, ?> map) {
            return map.comparator();
        }
        return collection instanceof SortedSet<?> set ? set.comparator() : null;
    }

    private void compareArrays(Object one, Object other, Path path) {
        if (PlainValues.isFlatArray(one.getClass())) {
            if (!Arrays.equals(FlatArray.encode((byte) 0, one), FlatArray.encode((byte) 0, other))) {
                differ(path, "has other elements");
            }
            return;
        }
        int length = Array.getLength(one);
        if (length != Array.getLength(other)) {
            differ(path, "has another length");
            return;
        }
        for (int i = 0; i < length && difference == null; i++) {
            add(Array.get(one, i), Array.get(other, i), path.element(i));
        }
    }

    private void compareSequences(Collection<?> one, Collection<?> other, Path path) {
        if (one.size() != other.size()) {
            differ(path, "has another size");
            return;
        }
        Iterator<?> others = other.iterator();
        int i = 0;
        for (Object element : one) {
            add(element, others.next(), path.element(i++));
        }
    }

    private void compareSets(Collection<?> one, Collection<?> other, Path path) {
        Map<Object, Object> elements = new HashMap<>();
        other.forEach(element -> elements.put(element, element));
        if (one.size() != other.size() || elements.size() != one.size()) {
            differ(path, "has another size");
            return;
        }
        for (Object element : one) {
            add(element, elements.get(element), path.element(name(element)));
        }
    }

    /** What a set or map of another layout holds is met in another order. */
    private void compareOrder(Collection<?> one, Collection<?> other, Path path) {
        Map<Object, Object> elements = new HashMap<>();
        other.forEach(element -> elements.put(element, element));
        Iterator<?> others = other.iterator();
        for (Object element : one) {
            if (!others.hasNext() || others.next() != elements.get(element)) {
                differ(path, "would be iterated in another order; return a LinkedHashMap, LinkedHashSet or list");
                return;
            }
        }
    }

    private void compareMaps(Map<?, ?> one, Map<?, ?> other, Path path) {
        compareSets(one.keySet(), other.keySet(), path.element("key"));
        if (difference == null) {
            one.forEach((key, value) -> add(value, other.get(key), path.element(name(key))));
        }
    }

    /** The JDK's immutable collections come in several classes, which nobody can tell apart by using them. */
    private static boolean alike(Class<?> one, Class<?> other) {
        return one == other || (family(one) == family(other) && family(one) != 0);
    }

    private static int family(Class<?> type) {
        return switch (type.getName()) {
            case "java.util.ImmutableCollections$ListN", "java.util.ImmutableCollections$List12" -> 1;
            case "java.util.ImmutableCollections$SetN", "java.util.ImmutableCollections$Set12" -> 2;
            case "java.util.ImmutableCollections$MapN", "java.util.ImmutableCollections$Map1" -> 3;
            default -> 0;
        };
    }

    private static boolean sameLeaf(Object one, Object other) {
        if (one instanceof Float a && other instanceof Float b) {
            return Float.floatToRawIntBits(a) == Float.floatToRawIntBits(b);
        }
        if (one instanceof Double a && other instanceof Double b) {
            return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
        }
        return one.equals(other);
    }

    private void differ(Path path, String how) {
        if (difference == null) {
            difference = path + " " + how;
        }
    }
}
