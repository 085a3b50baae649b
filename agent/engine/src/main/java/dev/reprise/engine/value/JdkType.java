package dev.reprise.engine.value;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class of the JDK, beside the leaves, that the graph codec carries.
 *
 * @param number stands for the class in bytes; never given to another class
 * @param name within {@code java.util}
 */
record JdkType(int number, String name, Kind kind) {

    /** What the content of such an object is. */
    enum Kind {
        /** Nothing but itself. */
        CONSTANT,
        /** A number of milliseconds. */
        DATE,
        /** Elements in order. */
        SEQUENCE,
        /** Elements in any order. */
        SET,
        /** Entries in order. */
        SEQUENCED_MAP,
        /** Entries in any order. */
        MAP,
        /** A value or none. */
        OPTIONAL,
        /** Another collection, seen through it. */
        VIEW,
        /** A key and a value. */
        ENTRY,
        /** What its text tells; see {@link JdkTexts}. */
        TEXT;

        boolean isMap() {
            return this == MAP || this == SEQUENCED_MAP;
        }
    }

    private static final List<JdkType> ALL = new ArrayList<>();
    private static final Map<String, JdkType> BY_NAME = new HashMap<>();

    static {
        // Only ever add at the end.
        add(Kind.CONSTANT, "Collections$ReverseComparator", "Comparators$NaturalOrderComparator");
        add(Kind.CONSTANT, "String$CaseInsensitiveComparator");
        add(Kind.DATE, "Date");
        add(Kind.OPTIONAL, "Optional");
        add(Kind.SEQUENCE, "ArrayList", "LinkedList", "ArrayDeque", "Vector", "Stack", "Arrays$ArrayList");
        add(Kind.SEQUENCE, "LinkedHashSet", "TreeSet", "RegularEnumSet", "JumboEnumSet");
        add(Kind.SEQUENCE, "concurrent.CopyOnWriteArrayList", "concurrent.CopyOnWriteArraySet");
        add(Kind.SEQUENCE, "concurrent.ConcurrentSkipListSet");
        add(Kind.SEQUENCE, "ImmutableCollections$ListN", "ImmutableCollections$List12");
        add(Kind.SEQUENCE, "Collections$EmptyList", "Collections$SingletonList");
        add(Kind.SEQUENCE, "Collections$EmptySet", "Collections$SingletonSet");
        add(Kind.SET, "HashSet", "ImmutableCollections$SetN", "ImmutableCollections$Set12");
        add(Kind.SEQUENCED_MAP, "LinkedHashMap", "TreeMap", "EnumMap", "concurrent.ConcurrentSkipListMap");
        add(Kind.SEQUENCED_MAP, "Collections$EmptyMap", "Collections$SingletonMap");
        add(Kind.MAP, "HashMap", "Hashtable", "concurrent.ConcurrentHashMap");
        add(Kind.MAP, "ImmutableCollections$MapN", "ImmutableCollections$Map1");
        add(Kind.VIEW, "Collections$UnmodifiableCollection", "Collections$UnmodifiableList");
        add(Kind.VIEW, "Collections$UnmodifiableRandomAccessList", "Collections$UnmodifiableSet");
        add(Kind.VIEW, "Collections$UnmodifiableSortedSet", "Collections$UnmodifiableNavigableSet");
        add(Kind.VIEW, "Collections$UnmodifiableMap", "Collections$UnmodifiableSortedMap");
        add(Kind.VIEW, "Collections$UnmodifiableNavigableMap");
        add(Kind.VIEW, "Collections$SynchronizedCollection", "Collections$SynchronizedList");
        add(Kind.VIEW, "Collections$SynchronizedRandomAccessList", "Collections$SynchronizedSet");
        add(Kind.VIEW, "Collections$SynchronizedSortedSet", "Collections$SynchronizedNavigableSet");
        add(Kind.VIEW, "Collections$SynchronizedMap", "Collections$SynchronizedSortedMap");
        add(Kind.VIEW, "Collections$SynchronizedNavigableMap");
        add(Kind.SEQUENCE, "PriorityQueue", "concurrent.ConcurrentLinkedQueue", "concurrent.ConcurrentLinkedDeque");
        add(Kind.SEQUENCE, "Collections$CopiesList");
        add(Kind.ENTRY, "KeyValueHolder", "AbstractMap$SimpleEntry", "AbstractMap$SimpleImmutableEntry");
        add(Kind.TEXT, "OptionalInt", "OptionalLong", "OptionalDouble", "BitSet", "StringBuilder", "StringBuffer");
        add(Kind.TEXT, "concurrent.atomic.AtomicInteger", "concurrent.atomic.AtomicLong");
        add(Kind.TEXT, "concurrent.atomic.AtomicBoolean");
    }

    private static void add(Kind kind, String... names) {
        for (String name : names) {
            JdkType type = new JdkType(ALL.size(), name, kind);
            ALL.add(type);
            BY_NAME.put((name.startsWith("String") ? "java.lang." : "java.util.") + name, type);
        }
    }

    /** Returns whether objects have a layout that decides in which order they are iterated; see {@link JdkInsides}. */
    boolean hasLayout() {
        return switch (name) {
            case "HashSet", "HashMap", "Hashtable", "LinkedHashMap", "concurrent.ConcurrentHashMap" -> true;
            default -> false;
        };
    }

    /** Returns whether an object itself can be changed; of what is seen through it another is asked. */
    boolean isMutable() {
        return switch (kind) {
            case CONSTANT, OPTIONAL, VIEW -> false;
            case DATE -> true;
            case ENTRY -> name.equals("AbstractMap$SimpleEntry");
            case TEXT -> !name.startsWith("Optional");
            case SEQUENCE, SET, SEQUENCED_MAP, MAP ->
                !name.startsWith("ImmutableCollections$") && !name.startsWith("Collections$");
        };
    }

    /** Returns how a class of the JDK is carried, or null if it is not. */
    static @Nullable JdkType of(Class<?> type) {
        return isOfJdk(type) ? BY_NAME.get(type.getName()) : null;
    }

    static JdkType of(int number) throws Undecodable {
        if (number < 0 || number >= ALL.size()) {
            throw new Undecodable("no such class of the JDK");
        }
        return ALL.get(number);
    }

    static boolean isNamed(String className) {
        return BY_NAME.containsKey(className);
    }

    /** Returns whether a class comes with the JDK. */
    static boolean isOfJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }
}
