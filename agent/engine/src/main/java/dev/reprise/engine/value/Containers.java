package dev.reprise.engine.value;

import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;

/** Makes collections of the JDK again, by the name of their class. */
final class Containers {

    private Containers() {}

    /** Returns an empty collection to be filled, or null for a class whose objects are made full. */
    @SuppressWarnings("JdkObsolete") // What was a vector comes back as one.
    static @Nullable Collection<Object> emptyCollection(JdkType type, @Nullable Comparator<Object> order, int layout) {
        return switch (type.name()) {
            case "ArrayList" -> new ArrayList<>();
            case "LinkedList" -> new LinkedList<>();
            case "ArrayDeque" -> new ArrayDeque<>();
            case "PriorityQueue" -> new PriorityQueue<>(order);
            case "concurrent.ConcurrentLinkedQueue" -> new ConcurrentLinkedQueue<>();
            case "concurrent.ConcurrentLinkedDeque" -> new ConcurrentLinkedDeque<>();
            case "Vector" -> new Vector<>();
            case "Stack" -> new Stack<>();
            case "HashSet" -> layout == 0 ? new HashSet<>() : new HashSet<>(layout);
            case "LinkedHashSet" -> new LinkedHashSet<>();
            case "TreeSet" -> new TreeSet<>(order);
            case "concurrent.CopyOnWriteArrayList" -> new CopyOnWriteArrayList<>();
            case "concurrent.CopyOnWriteArraySet" -> new CopyOnWriteArraySet<>();
            case "concurrent.ConcurrentSkipListSet" -> new ConcurrentSkipListSet<>(order);
            default -> null;
        };
    }

    /**
     * @param nulls whether a list may be asked for null, as that of {@code Stream.toList} may
     */
    static Collection<?> fullCollection(JdkType type, @Nullable Object[] elements, boolean nulls) throws Undecodable {
        return switch (type.name()) {
            case "Arrays$ArrayList" -> Arrays.asList(elements);
            case "ImmutableCollections$ListN", "ImmutableCollections$List12" ->
                nulls ? Arrays.stream(elements).toList() : List.of(elements);
            case "ImmutableCollections$SetN", "ImmutableCollections$Set12" -> Set.of(elements);
            case "Collections$CopiesList" ->
                Collections.nCopies(elements.length, elements.length == 0 ? null : elements[0]);
            case "Collections$EmptyList" -> Collections.emptyList();
            case "Collections$EmptySet" -> Collections.emptySet();
            case "Collections$SingletonList" -> Collections.singletonList(elements[0]);
            case "Collections$SingletonSet" -> Collections.singleton(elements[0]);
            default -> throw new Undecodable("not a collection");
        };
    }

    /** Returns an empty map to be filled, or null for a class whose objects are made full. */
    @SuppressWarnings("JdkObsolete")
    static @Nullable Map<Object, Object> emptyMap(JdkType type, @Nullable Comparator<Object> order, int layout) {
        return switch (type.name()) {
            case "HashMap" -> layout == 0 ? new HashMap<>() : new HashMap<>(layout);
            case "LinkedHashMap" -> new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ layout == 1);
            case "TreeMap" -> new TreeMap<>(order);
            case "Hashtable" -> layout == 0 ? new Hashtable<>() : new Hashtable<>(layout);
            case "concurrent.ConcurrentHashMap" ->
                layout == 0 ? new ConcurrentHashMap<>() : new ConcurrentHashMap<>(layout / 2);
            case "concurrent.ConcurrentSkipListMap" -> new ConcurrentSkipListMap<>(order);
            default -> null;
        };
    }

    static Map<?, ?> fullMap(JdkType type, Map<Object, Object> entries) throws Undecodable {
        return switch (type.name()) {
            case "ImmutableCollections$MapN", "ImmutableCollections$Map1" -> Map.copyOf(entries);
            case "Collections$EmptyMap" -> Collections.emptyMap();
            case "Collections$SingletonMap" -> {
                Map.Entry<Object, Object> only = entries.entrySet().iterator().next();
                yield Collections.singletonMap(only.getKey(), only.getValue());
            }
            default -> throw new Undecodable("not a map");
        };
    }

    static Object view(JdkType type, Object behind) throws Undecodable {
        return switch (type.name()) {
            case "Collections$UnmodifiableCollection" -> Collections.unmodifiableCollection((Collection<?>) behind);
            case "Collections$UnmodifiableList", "Collections$UnmodifiableRandomAccessList" ->
                Collections.unmodifiableList((List<?>) behind);
            case "Collections$UnmodifiableSet" -> Collections.unmodifiableSet((Set<?>) behind);
            case "Collections$UnmodifiableSortedSet" -> Collections.unmodifiableSortedSet((SortedSet<?>) behind);
            case "Collections$UnmodifiableNavigableSet" ->
                Collections.unmodifiableNavigableSet((NavigableSet<?>) behind);
            case "Collections$UnmodifiableMap" -> Collections.unmodifiableMap((Map<?, ?>) behind);
            case "Collections$UnmodifiableSortedMap" -> Collections.unmodifiableSortedMap((SortedMap<?, ?>) behind);
            case "Collections$UnmodifiableNavigableMap" ->
                Collections.unmodifiableNavigableMap((NavigableMap<?, ?>) behind);
            case "Collections$SynchronizedCollection" -> Collections.synchronizedCollection((Collection<?>) behind);
            case "Collections$SynchronizedList", "Collections$SynchronizedRandomAccessList" ->
                Collections.synchronizedList((List<?>) behind);
            case "Collections$SynchronizedSet" -> Collections.synchronizedSet((Set<?>) behind);
            case "Collections$SynchronizedSortedSet" -> Collections.synchronizedSortedSet((SortedSet<?>) behind);
            case "Collections$SynchronizedNavigableSet" ->
                Collections.synchronizedNavigableSet((NavigableSet<?>) behind);
            case "Collections$SynchronizedMap" -> Collections.synchronizedMap((Map<?, ?>) behind);
            case "Collections$SynchronizedSortedMap" -> Collections.synchronizedSortedMap((SortedMap<?, ?>) behind);
            case "Collections$SynchronizedNavigableMap" ->
                Collections.synchronizedNavigableMap((NavigableMap<?, ?>) behind);
            default -> throw new Undecodable("not a view");
        };
    }

    static Object entry(JdkType type, @Nullable Object key, @Nullable Object value) throws Undecodable {
        return switch (type.name()) {
            case "KeyValueHolder" -> Map.entry(key, value);
            case "AbstractMap$SimpleEntry" -> new AbstractMap.SimpleEntry<>(key, value);
            case "AbstractMap$SimpleImmutableEntry" -> new AbstractMap.SimpleImmutableEntry<>(key, value);
            default -> throw new Undecodable("not an entry");
        };
    }

    static Object constant(JdkType type) throws Undecodable {
        return switch (type.name()) {
            case "Collections$ReverseComparator" -> Collections.reverseOrder();
            case "Comparators$NaturalOrderComparator" -> Comparator.naturalOrder();
            case "String$CaseInsensitiveComparator" -> String.CASE_INSENSITIVE_ORDER;
            default -> throw new Undecodable("not a constant");
        };
    }
}
