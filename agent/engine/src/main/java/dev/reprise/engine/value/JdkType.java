package dev.reprise.engine.value;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the graph codec carries of the JDK beside leaves, and how the content of such an object is compared. */
enum JdkType {
    /** Compared by {@code equals}, which looks at all there is. */
    VALUE,
    /** Elements in order. */
    SEQUENCE,
    /** Elements in any order. */
    SET,
    /** Entries in order. */
    SEQUENCED_MAP,
    /** Entries in any order. */
    MAP,
    /** A value or none. */
    OPTIONAL;

    private static final Map<String, JdkType> BY_NAME = new HashMap<>();

    static {
        BY_NAME.put("java.lang.String$CaseInsensitiveComparator", VALUE);
        put(VALUE, "", "Date", "OptionalInt", "OptionalLong", "OptionalDouble", "BitSet");
        put(VALUE, "", "Collections$ReverseComparator", "Comparators$NaturalOrderComparator");
        put(OPTIONAL, "", "Optional");
        put(SEQUENCE, "", "ArrayList", "LinkedList", "ArrayDeque", "Vector", "Stack", "Arrays$ArrayList");
        put(SEQUENCE, "", "LinkedHashSet", "TreeSet", "RegularEnumSet", "JumboEnumSet");
        put(SEQUENCE, "concurrent.", "CopyOnWriteArrayList", "CopyOnWriteArraySet", "ConcurrentSkipListSet");
        put(SEQUENCE, "ImmutableCollections$", "ListN", "List12");
        put(SEQUENCE, "Collections$", "EmptyList", "SingletonList", "UnmodifiableList", "UnmodifiableRandomAccessList");
        put(SEQUENCE, "Collections$", "SynchronizedList", "SynchronizedRandomAccessList", "EmptySet", "SingletonSet");
        put(SEQUENCE, "Collections$", "UnmodifiableCollection", "UnmodifiableSortedSet", "SynchronizedCollection");
        put(SEQUENCE, "Collections$", "SynchronizedSortedSet");
        put(SET, "", "HashSet");
        put(SET, "ImmutableCollections$", "SetN", "Set12");
        put(SET, "Collections$", "UnmodifiableSet", "SynchronizedSet");
        put(SEQUENCED_MAP, "", "LinkedHashMap", "TreeMap", "EnumMap");
        put(SEQUENCED_MAP, "concurrent.", "ConcurrentSkipListMap");
        put(
                SEQUENCED_MAP,
                "Collections$",
                "EmptyMap",
                "SingletonMap",
                "UnmodifiableSortedMap",
                "SynchronizedSortedMap");
        put(MAP, "", "HashMap", "Hashtable");
        put(MAP, "concurrent.", "ConcurrentHashMap");
        put(MAP, "ImmutableCollections$", "MapN", "Map1");
        put(MAP, "Collections$", "UnmodifiableMap", "SynchronizedMap");
    }

    private static void put(JdkType kind, String within, String... names) {
        for (String name : names) {
            BY_NAME.put("java.util." + within + name, kind);
        }
    }

    /** Returns how a class of the JDK is carried, or null if it is not. */
    static @Nullable JdkType of(Class<?> type) {
        return isOfJdk(type) ? BY_NAME.get(type.getName()) : null;
    }

    static boolean isNamed(String className) {
        return BY_NAME.containsKey(className);
    }

    /** Returns whether a class comes with the JDK. */
    static boolean isOfJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    boolean isMap() {
        return this == MAP || this == SEQUENCED_MAP;
    }
}
