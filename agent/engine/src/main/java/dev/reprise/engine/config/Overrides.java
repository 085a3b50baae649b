package dev.reprise.engine.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts system properties and environment variables over what the file says: {@code -Dreprise.tiers.memory.max-size=1MB},
 * {@code REPRISE_TIERS_MEMORY_MAX_SIZE=1MB}. A property beats a variable. A name that means nothing is a warning only, so
 * that an unrelated variable never keeps Reprise off.
 */
final class Overrides {

    private static final String PROPERTY = "reprise.";
    private static final String VARIABLE = "REPRISE_";
    private static final String CONFIG = "REPRISE_CONFIG";
    private static final String IS_PROPERTY = "system property ";
    private static final String IS_VARIABLE = "environment variable ";
    private static final List<String> SCALARS = List.of(
            "mode",
            "rollout",
            "namespace",
            "home",
            "warm",
            "quiet",
            "reload",
            "jmx",
            "deterministic-only",
            "tenant",
            "tenant.argument",
            "tenant.mdc",
            "tenant.thread-local",
            "tenant.method",
            "tenant.spring-security",
            "tenant.reactor",
            "tenant.coroutine",
            "tenant.optional",
            "clients",
            "tiers.memory",
            "tiers.memory.max-size",
            "tiers.disk",
            "tiers.disk.max-size",
            "tiers.disk.timeout",
            "tiers.redis",
            "tiers.redis.uri",
            "tiers.redis.timeout",
            "tiers.redis.prefix",
            "tiers.redis.pool-size",
            "tiers.redis.sentinel-user",
            "tiers.redis.sentinel-password",
            "tiers.max-entry-size",
            "recording.max-parts",
            "recording.max-time",
            "replay.pace",
            "single-flight",
            "single-flight.wait",
            "single-flight.pause",
            "single-flight.shared",
            "single-flight.share-failures",
            "audit",
            "audit.show-values",
            "audit.demote",
            "audit.effects",
            "report",
            "store.mac-key",
            "store.encryption-key",
            "log",
            "log.level",
            "log.format");

    private final Node.Mapping root;
    private final Collection<String> clients;
    private final Problems problems;
    private final Switches switches = new Switches();
    private @Nullable OverriddenSettings overridden;

    Overrides(Node.Mapping root, Collection<String> clients, Problems problems) {
        this.root = root;
        this.clients = clients;
        this.problems = problems;
    }

    /** Returns whether something was said by a property or a variable. */
    static boolean isOverride(SourceLocation where) {
        return where.file().startsWith(IS_PROPERTY) || where.file().startsWith(IS_VARIABLE);
    }

    /** Returns what sets the value at a path in the way in which an override was made. */
    static String like(SourceLocation where, List<String> path) {
        return where.file().startsWith(IS_VARIABLE)
                ? VARIABLE + variable(path)
                : "-D" + PROPERTY + String.join(".", path);
    }

    /** Returns where what an environment variable says was written. */
    static SourceLocation environmentVariable(String name) {
        return SourceLocation.whole(IS_VARIABLE.concat(name));
    }

    void apply(ProcessContext context) {
        applyVariables(context.environment());
        applyProperties(context.systemProperties());
        switches.warnOfUnused(problems);
    }

    /** Returns what the file says to no effect. */
    List<Overridden> overridden() {
        return overridden == null ? List.of() : overridden.others();
    }

    private void applyVariables(Map<String, String> environment) {
        Map<String, String> given = named(environment, VARIABLE);
        given.remove(CONFIG);
        if (given.isEmpty()) {
            return;
        }
        Map<String, List<String>> paths = new HashMap<>();
        for (List<String> path : knownPaths()) {
            paths.put(variable(path), path);
        }
        for (Map.Entry<String, String> variable : given.entrySet()) {
            SourceLocation where = environmentVariable(variable.getKey());
            List<String> path = variable.getKey().startsWith(VARIABLE)
                    ? paths.get(variable.getKey().substring(VARIABLE.length()))
                    : null;
            if (variable.getKey().equalsIgnoreCase(CONFIG)) {
                problems.warning(where, "names no setting; did you mean \"" + CONFIG + "\"? It is ignored");
            } else if (path == null) {
                problems.warning(where, "names no setting" + hint(variable.getKey(), VARIABLE, paths.keySet()));
            } else if (!variable.getValue().isBlank() || path.get(0).equals("store")) {
                // Empty is how a variable is unset in a compose file; but where a key was meant, it is a mistake.
                set(path, new Node.Scalar(where, variable.getValue()));
            }
        }
    }

    private void applyProperties(Map<String, String> systemProperties) {
        Map<String, String> given = named(systemProperties, PROPERTY);
        given.remove("reprise.config");
        for (Map.Entry<String, String> property : given.entrySet()) {
            SourceLocation where = SourceLocation.whole(IS_PROPERTY.concat(property.getKey()));
            List<String> path = path(property.getKey().substring(PROPERTY.length()));
            if (path.isEmpty()) {
                Set<String> known = new LinkedHashSet<>();
                for (List<String> knownPath : knownPaths()) {
                    known.add(String.join(".", knownPath));
                }
                problems.warning(where, "names no setting" + hint(property.getKey(), PROPERTY, known));
            } else {
                set(path, new Node.Scalar(where, property.getValue()));
            }
        }
    }

    /** Returns those with the prefix, however it is written, in an order in which {@code clients} comes before {@code clients.openai-java}. */
    private static Map<String, String> named(Map<String, String> all, String prefix) {
        Map<String, String> named = new TreeMap<>();
        for (Map.Entry<String, String> entry : all.entrySet()) {
            if (entry.getKey()
                    .regionMatches(/* ignoreCase= */ prefix.equals(VARIABLE), 0, prefix, 0, prefix.length())) {
                named.put(entry.getKey(), entry.getValue());
            }
        }
        return named;
    }

    private static String hint(String given, String prefix, Iterable<String> known) {
        // Without the prefix: all have it, and it would make them look alike.
        String nearest = Nearest.of(given.substring(prefix.length()), known);
        return nearest == null ? "; it is ignored" : "; did you mean \"" + prefix + nearest + "\"? It is ignored";
    }

    /** Returns the path of a setting, or an empty one if there is no such setting. */
    private List<String> path(String dotted) {
        if (SCALARS.contains(dotted)) {
            return List.of(dotted.split("\\."));
        }
        if (dotted.startsWith("clients.") && clients.contains(dotted.substring("clients.".length()))) {
            return List.of("clients", dotted.substring("clients.".length()));
        }
        int last = dotted.lastIndexOf('.');
        if (dotted.startsWith("scopes.") && last > "scopes.".length()) {
            String key = dotted.substring(last + 1);
            if (ScopesBinder.SINGLE_KEYS.contains(key)) {
                return List.of("scopes", dotted.substring("scopes.".length(), last), key);
            }
        }
        return List.of();
    }

    private List<List<String>> knownPaths() {
        List<List<String>> paths = new ArrayList<>();
        for (String scalar : SCALARS) {
            paths.add(List.of(scalar.split("\\.")));
        }
        for (String client : clients) {
            paths.add(List.of("clients", client));
        }
        for (String scope : knownScopes()) {
            for (String key : ScopesBinder.SINGLE_KEYS) {
                paths.add(List.of("scopes", scope, key));
            }
        }
        return paths;
    }

    private Set<String> knownScopes() {
        Set<String> scopes = new LinkedHashSet<>(ScopesBinder.builtIn().keySet());
        Node.Entry configured = root.entries().get("scopes");
        if (configured != null && configured.value() instanceof Node.Mapping mapping) {
            scopes.addAll(mapping.entries().keySet());
        }
        Node.Entry methods = root.entries().get("methods");
        if (methods != null && methods.value() instanceof Node.Sequence sequence) {
            for (Node method : sequence.items()) {
                Node.Entry scope = method instanceof Node.Mapping mapping
                        ? mapping.entries().get("scope")
                        : null;
                if (scope != null && scope.value() instanceof Node.Scalar scalar) {
                    scopes.add(scalar.text());
                }
            }
        }
        return scopes;
    }

    private static String variable(List<String> path) {
        return String.join("_", path).toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }

    private void set(List<String> path, Node.Scalar value) {
        Node.Mapping mapping = root;
        for (int i = 0; i < path.size() - 1; i++) {
            String key = path.get(i);
            Node.Entry entry = mapping.entries().get(key);
            Node.Mapping unused = switches.unused(path.subList(0, i + 1), entry);
            if (unused != null) {
                mapping = unused;
                continue;
            }
            if (entry == null || !(entry.value() instanceof Node.Mapping)) {
                entry = new Node.Entry(value.where(), written(key, entry, value.where()));
                mapping.entries().put(key, entry);
            }
            mapping = (Node.Mapping) entry.value();
        }
        String last = path.get(path.size() - 1);
        Node.Entry before = mapping.entries().get(last);
        if (before != null) {
            overridden = overridden == null ? new OverriddenSettings() : overridden;
            overridden.put(path, before, value);
        }
        Node now = switches.turned(path, before, value);
        mapping.entries().put(last, new Node.Entry(value.where(), now));
    }

    /** Writes out what a shorthand such as {@code log: debug} means, so that a single key of it can be replaced. */
    private Node.Mapping written(String key, Node.@Nullable Entry entry, SourceLocation where) {
        Node.Mapping mapping = new Node.Mapping(
                entry == null || switches.isOn(entry) ? where : entry.value().where());
        if (entry != null && entry.value() instanceof Node.Scalar shorthand) {
            if (key.equals("log")) {
                mapping.entries().put("level", new Node.Entry(entry.key(), shorthand));
            } else if (key.equals("clients")) {
                for (String client : clients) {
                    mapping.entries().put(client, new Node.Entry(entry.key(), shorthand));
                }
            }
        }
        return mapping;
    }
}
