package dev.reprise.engine.value;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The closed list of classes that the graph codec carries, asked by name before a class is loaded.
 *
 * <p>On it are: values and collections of the JDK, the classes that the declared type is made of, the classes beside
 * and below them in their packages, and what the rule of the method allows by prefix.
 */
final class AllowList {

    private static final Set<String> OF_JDK = new HashSet<>();

    static {
        Leaf.types().forEach(type -> OF_JDK.add(type.getName()));
        // As the elements of an array; which are then looked at one by one.
        for (Class<?> vague : List.of(
                Object.class,
                Number.class,
                CharSequence.class,
                Comparable.class,
                List.class,
                Set.class,
                Collection.class,
                Map.class)) {
            OF_JDK.add(vague.getName());
        }
    }

    private final Set<String> classes = new HashSet<>();
    private final Set<String> packages = new HashSet<>();
    private final List<String> prefixes;

    AllowList(Collection<Class<?>> graph, List<String> prefixes) {
        for (Class<?> type : graph) {
            classes.add(type.getName());
            packages.add(type.getPackageName());
        }
        this.prefixes = List.copyOf(prefixes);
    }

    /** Returns what a user writes to have a class of the host on the list; a prefix as wide as "com." he may not write. */
    static String remedy(Class<?> type) {
        String within = type.getPackageName();
        if (within.isEmpty()) {
            return "move it out of the unnamed package and allow it, or declare a return type that does";
        }
        String prefix = within.indexOf('.') < 0 ? type.getName() : within + ".";
        return "allow it with `allow: [\"" + prefix + "\"]` at the method's entry in the configuration file";
    }

    boolean permits(Class<?> type) {
        return permits(type.getName());
    }

    /**
     * @param className as {@link Class#getName()} gives it, arrays included
     */
    boolean permits(String className) {
        String name = element(className);
        boolean primitives = name.length() == 1 && !name.equals(className);
        return primitives
                || JdkType.isNamed(name)
                || OF_JDK.contains(name)
                || classes.contains(name)
                || isInPackage(name)
                || (!name.startsWith("java.") && prefixes.stream().anyMatch(name::startsWith));
    }

    private boolean isInPackage(String name) {
        if (name.startsWith("java.")) {
            return false;
        }
        int dot = name.lastIndexOf('.');
        String within = dot < 0 ? "" : name.substring(0, dot);
        if (packages.contains(within)) {
            return true;
        }
        // Below a package too, unless that is as wide as "com".
        for (String each : packages) {
            if (each.indexOf('.') > 0 && within.startsWith(each) && within.charAt(each.length()) == '.') {
                return true;
            }
        }
        return false;
    }

    private static String element(String className) {
        int dimensions = className.lastIndexOf('[') + 1;
        if (dimensions == 0 || className.endsWith("[]")) {
            int brackets = className.indexOf("[]");
            return brackets < 0 ? className : className.substring(0, brackets);
        }
        boolean object = className.startsWith("L", dimensions) && className.endsWith(";");
        return object ? className.substring(dimensions + 1, className.length() - 1) : className.substring(dimensions);
    }
}
