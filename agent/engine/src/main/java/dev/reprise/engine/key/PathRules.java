package dev.reprise.engine.key;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is ignored below one place in a call, as a tree of names. Immutable once parsed. */
final class PathRules {

    private final Map<String, PathRules> children = new HashMap<>();
    private boolean ignored;

    private PathRules() {}

    /** Returns the rules of some paths, or null if there are none. */
    static @Nullable PathRules of(List<List<String>> paths) {
        PathRules root = new PathRules();
        for (List<String> path : paths) {
            PathRules rules = root;
            for (String name : path) {
                rules = rules.children.computeIfAbsent(name, unused -> new PathRules());
            }
            rules.ignored = rules != root;
        }
        return root.children.isEmpty() ? null : root;
    }

    /** Returns the names that a path consists of, without indexes: a rule holds for every element. */
    static List<String> names(String path) {
        return List.of(path.replaceAll("\\[[^]]*]", "").split("\\.")).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    @Nullable
    PathRules child(String name) {
        return children.get(name);
    }

    boolean ignored() {
        return ignored;
    }
}
