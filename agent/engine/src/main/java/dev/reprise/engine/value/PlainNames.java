package dev.reprise.engine.value;

import java.util.HashSet;
import java.util.Set;

/** The names of the JDK's leaves as they are met inside a graph. */
final class PlainNames {

    static final Set<String> ALL;

    static {
        Set<String> names = new HashSet<>();
        Leaf.types().forEach(type -> names.add(type.getName()));
        names.add(Object.class.getName());
        ALL = Set.copyOf(names);
    }

    private PlainNames() {}
}
