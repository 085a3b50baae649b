package dev.reprise.admin;

import dev.reprise.engine.Engine;
import dev.reprise.engine.MethodState;
import dev.reprise.engine.config.Nearest;
import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.epoch.Subject.Kind;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Depot;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a person wants evicted.
 *
 * @param kind what the entries have in common; null if it is one entry
 * @param name its name, or the entry's key
 */
public record EvictionWish(@Nullable Kind kind, String name) {

    private static final Logger log = LoggerFactory.getLogger(EvictionWish.class);

    /**
     * Reads what a person wrote.
     *
     * @throws IllegalArgumentException if it names no entries; the message says what would be right
     */
    public static EvictionWish parse(String text) {
        String trimmed = text.trim();
        if (trimmed.equalsIgnoreCase("all")) {
            return new EvictionWish(Kind.NAMESPACE, "");
        }
        int colon = trimmed.indexOf(':');
        String name = trimmed.substring(colon + 1).trim();
        String kind = colon < 0 || name.isEmpty()
                ? ""
                : trimmed.substring(0, colon).trim().toLowerCase(Locale.ROOT);
        EvictionWish wish =
                switch (kind) {
                    case "key" -> ofKey(name);
                    case "scope" -> ofScope(name);
                    case "tag", "method", "tenant" ->
                        new EvictionWish(Kind.valueOf(kind.toUpperCase(Locale.ROOT)), name);
                    default -> null;
                };
        if (wish != null) {
            return wish;
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" names no entries; write all, key:KEY, tag:NAME, scope:NAME,"
                        + " method:TYPE#NAME or tenant:NAME");
    }

    private static EvictionWish ofScope(String name) {
        ScopeSettings.checkName(name);
        return new EvictionWish(Kind.SCOPE, name);
    }

    private static EvictionWish ofKey(String key) {
        if (CacheKey.parse(key) == null) {
            throw new IllegalArgumentException(
                    "\"" + key + "\" is no key; write the 64 hexadecimal digits that explain prints");
        }
        return new EvictionWish(/* kind= */ null, key);
    }

    /** Evicts, and returns the line about it. */
    public String grant(Engine engine, String origin) {
        String known = known(engine);
        if (kind == null) {
            engine.evict(CacheKey.of(name));
        } else {
            engine.evict(kind, name);
        }
        String line = "evicted " + what() + " (by " + origin + ")" + known;
        log.info("{}", line);
        return line;
    }

    /** Evicts in a store, for all services that use it. */
    public void grant(Depot store) throws IOException {
        if (kind == null) {
            store.evict(CacheKey.of(name));
        } else {
            store.evict(kind, name);
        }
    }

    /** Returns what is evicted, as people are told. */
    public String what() {
        if (kind == null) {
            return "key " + name;
        }
        return switch (kind) {
            case NAMESPACE -> "everything";
            case TENANT -> "what tenant " + name + " had"; // If anything: who knows.
            case SCOPE, METHOD, TAG -> kind.name().toLowerCase(Locale.ROOT) + " " + name;
        };
    }

    /** Returns what is added where a name may be mistyped: what disk and Redis have of it, nobody knows. */
    private String known(Engine engine) {
        if (kind == null) {
            CacheKey key = CacheKey.of(name);
            boolean isHeld = !engine.inMemory(key).isEmpty()
                    || !engine.inMemory(key.ofItem()).isEmpty();
            return isHeld ? "" : "; memory had no entry of it";
        }
        return switch (kind) {
            case NAMESPACE -> "";
            case TENANT -> "; tenants are not listed, so that a mistyped name is not noticed";
            case SCOPE, METHOD, TAG -> hint(names(kind, engine.states()));
        };
    }

    private static Set<String> names(Kind kind, List<MethodState> called) {
        Set<String> names = new TreeSet<>();
        for (MethodState method : called) {
            switch (kind) {
                case SCOPE -> names.add(method.figures().scope());
                case METHOD -> names.add(method.figures().method());
                default -> names.addAll(method.rule().tags());
            }
        }
        return names;
    }

    private String hint(Set<String> names) {
        if (names.contains(name)) {
            return "";
        }
        String nearest = Nearest.of(name, names);
        return "; no method called so far "
                + (kind == Kind.METHOD ? "is it" : "has it")
                + (nearest == null
                        ? ""
                        : "; did you mean " + String.valueOf(kind).toLowerCase(Locale.ROOT) + ":" + nearest + "?");
    }
}
