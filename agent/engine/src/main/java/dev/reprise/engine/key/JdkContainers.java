package dev.reprise.engine.key;

import dev.reprise.engine.reflect.FieldAccess;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** What holds other values: by what it holds, never by the fields of its class. */
final class JdkContainers {

    private JdkContainers() {}

    /** Returns the shape of a container class of the JDK, or null if it is none. */
    static @Nullable Shape shape(Class<?> type, FieldAccess access) {
        if (Properties.class == type) {
            return (value, walk, rules) -> map(withDefaults((Properties) value), value, walk, rules);
        }
        if (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
            return Views.include(type) ? Views.shape(type, elements(type), access) : entered(elements(type));
        }
        if (Map.Entry.class.isAssignableFrom(type)) {
            return entered((value, walk, rules) -> {
                walk.out.put(Tag.ENTRY);
                walk.field("{key}");
                walk.value(((Map.Entry<?, ?>) value).getKey(), null);
                walk.field("");
                walk.value(((Map.Entry<?, ?>) value).getValue(), rules);
            });
        }
        if (type == AtomicReference.class) {
            return entered((value, walk, rules) -> {
                walk.out.put(Tag.VALUE);
                walk.text("java.util.concurrent.atomic.AtomicReference");
                walk.value(((AtomicReference<?>) value).get(), rules);
            });
        }
        if (type == AtomicReferenceArray.class) {
            return entered((value, walk, rules) -> {
                AtomicReferenceArray<?> array = (AtomicReferenceArray<?>) value;
                walk.out.put(Tag.VALUE);
                walk.text("java.util.concurrent.atomic.AtomicReferenceArray");
                walk.out.putLength(array.length());
                for (int i = 0; i < array.length(); i++) {
                    walk.index(i);
                    walk.value(array.get(i), rules);
                }
            });
        }
        return optional(type);
    }

    /** Returns how the elements of any collection or map are encoded, one of the host's too. */
    static Shape elements(Class<?> type) {
        Shape elements = elementsAlone(type);
        if (!mayCompare(type)) { // Asked of the class once: of each object it is a search through its interfaces.
            return elements;
        }
        return (value, walk, rules) -> {
            comparator(value, walk);
            elements.write(value, walk, rules);
        };
    }

    private static Shape elementsAlone(Class<?> type) {
        if (Map.class.isAssignableFrom(type)) {
            return (value, walk, rules) -> entries((Map<?, ?>) value, walk, rules);
        }
        if (Set.class.isAssignableFrom(type)) {
            return (value, walk, rules) -> set((Set<?>) value, walk, rules);
        }
        int tag = List.class.isAssignableFrom(type) ? Tag.LIST : Tag.COLLECTION;
        return (value, walk, rules) -> ordered(tag, (Collection<?>) value, walk, rules);
    }

    private static Shape entered(Shape content) {
        return (value, walk, rules) -> {
            if (walk.enter(value)) {
                content.write(value, walk, rules);
                walk.leave();
            }
        };
    }

    private static void ordered(int tag, Collection<?> elements, Walk walk, @Nullable PathRules rules)
            throws Unkeyable {
        walk.out.put(tag);
        int index = 0;
        for (Iterator<?> i = elements.iterator(); i.hasNext(); ) {
            walk.index(index++);
            walk.value(i.next(), rules);
        }
        walk.out.put(Tag.END);
    }

    private static void set(Set<?> elements, Walk walk, @Nullable PathRules rules) throws Unkeyable {
        walk.out.put(Tag.SET);
        Unordered unordered = new Unordered(walk.out);
        int index = 0;
        for (Object element : elements) {
            walk.index(index++);
            walk.value(element, rules);
            unordered.elementEnds();
        }
        unordered.sort();
        walk.out.put(Tag.END);
    }

    private static void map(Map<?, ?> entries, Object identity, Walk walk, @Nullable PathRules rules) throws Unkeyable {
        if (walk.enter(identity)) {
            entries(entries, walk, rules);
            walk.leave();
        }
    }

    private static void entries(Map<?, ?> entries, Walk walk, @Nullable PathRules rules) throws Unkeyable {
        walk.out.put(Tag.MAP);
        Unordered unordered = new Unordered(walk.out);
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            Object key = entry.getKey();
            PathRules below = rules != null && key instanceof String name ? rules.child(name) : null;
            if (below != null && below.ignored()) {
                continue; // Left out, key and all: it must not matter whether it is there.
            }
            if (key instanceof String name) {
                walk.text(name);
            } else {
                walk.field("{key}");
                walk.value(key, null);
            }
            walk.field(key instanceof String name ? name : "{value}");
            walk.value(entry.getValue(), below);
            unordered.elementEnds();
        }
        unordered.sort();
        walk.out.put(Tag.END);
    }

    /** It decides what is found, not only in which order: a header by its name in any case. */
    static void comparator(Object container, Walk walk) throws Unkeyable {
        Object comparator = comparator(container);
        if (comparator != null) {
            walk.out.put(Tag.VALUE);
            walk.text("comparator");
            walk.field("{comparator}"); // No path names it: a map may have such a key.
            walk.value(comparator, null);
        }
    }

    private static boolean mayCompare(Class<?> type) {
        return SortedMap.class.isAssignableFrom(type)
                || SortedSet.class.isAssignableFrom(type)
                || PriorityQueue.class.isAssignableFrom(type)
                || PriorityBlockingQueue.class.isAssignableFrom(type)
                || IdentityHashMap.class.isAssignableFrom(type);
    }

    private static @Nullable Object comparator(Object container) {
        if (container instanceof SortedMap<?, ?> sorted) {
            return sorted.comparator();
        }
        if (container instanceof SortedSet<?> sorted) {
            return sorted.comparator();
        }
        if (container instanceof PriorityQueue<?> queue) {
            return queue.comparator();
        }
        if (container instanceof PriorityBlockingQueue<?> queue) {
            return queue.comparator();
        }
        return container instanceof IdentityHashMap<?, ?> ? "identity" : null;
    }

    private static Map<Object, Object> withDefaults(Properties properties) {
        Map<Object, Object> all = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            all.put(name, properties.getProperty(name));
        }
        all.putAll(properties);
        return all;
    }

    private static @Nullable Shape optional(Class<?> type) {
        if (type == Optional.class) {
            return entered((value, walk, rules) -> {
                walk.out.put(Tag.OPTIONAL);
                walk.value(((Optional<?>) value).orElse(null), rules);
            });
        }
        if (type == OptionalInt.class) {
            return (value, walk, rules) -> {
                OptionalInt optional = (OptionalInt) value;
                walk.out.put(Tag.OPTIONAL);
                walk.value(optional.isPresent() ? optional.getAsInt() : null, rules);
            };
        }
        if (type == OptionalLong.class) {
            return (value, walk, rules) -> {
                OptionalLong optional = (OptionalLong) value;
                walk.out.put(Tag.OPTIONAL);
                walk.value(optional.isPresent() ? optional.getAsLong() : null, rules);
            };
        }
        if (type == OptionalDouble.class) {
            return (value, walk, rules) -> {
                OptionalDouble optional = (OptionalDouble) value;
                walk.out.put(Tag.OPTIONAL);
                walk.value(optional.isPresent() ? optional.getAsDouble() : null, rules);
            };
        }
        return null;
    }
}
