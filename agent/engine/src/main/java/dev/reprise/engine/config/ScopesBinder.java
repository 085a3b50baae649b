package dev.reprise.engine.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code scopes}. */
final class ScopesBinder {

    private static final List<String> OWN_KEYS = List.of(
            "ttl",
            "ttl-from",
            "ttl-jitter",
            "max-entries",
            "max-size",
            "max-entries-per-tenant",
            "max-size-per-tenant",
            "per-tenant",
            "tenant",
            "rollout",
            "shadow");
    private static final List<String> KEYS = StalenessBinder.keys(OWN_KEYS);

    /** Those that a property or a variable can say, which holds no list. */
    static final List<String> SINGLE_KEYS = StalenessBinder.singleKeys(OWN_KEYS);

    private ScopesBinder() {}

    /** Returns the scopes that are there without a word in a file, by name. */
    static Map<String, ScopeSettings> builtIn() {
        Map<String, ScopeSettings> scopes = new LinkedHashMap<>();
        add(scopes, "prompts", Duration.ofMinutes(10));
        add(scopes, "summaries", Duration.ofHours(24));
        add(scopes, "responses", Duration.ofHours(1));
        add(scopes, "embeddings", Duration.ofDays(7));
        add(scopes, Configuration.DEFAULT_SCOPE, Duration.ofHours(1));
        return scopes;
    }

    private static void add(Map<String, ScopeSettings> scopes, String name, Duration ttl) {
        scopes.put(name, new ScopeSettings(name, ttl, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    /** Returns the built-in scopes and those of the file; what a scope does not say, its built-in or the default says. */
    static Map<String, ScopeSettings> bind(@Nullable Node node, Problems problems) {
        Map<String, ScopeSettings> scopes = builtIn();
        if (node == null || node instanceof Node.Nothing) {
            return scopes;
        }
        if (!(node instanceof Node.Mapping mapping)) {
            problems.error(
                    node.where(),
                    "scopes: needs a name and settings for each, such as prompts: { ttl: 10m }, not " + node.kind());
            return scopes;
        }
        Node.Entry byDefault = mapping.entries().get(Configuration.DEFAULT_SCOPE);
        if (byDefault != null) {
            bind(Configuration.DEFAULT_SCOPE, byDefault, scopes, problems);
        }
        for (Map.Entry<String, Node.Entry> scope : mapping.entries().entrySet()) {
            if (!scope.getKey().equals(Configuration.DEFAULT_SCOPE)) {
                bind(scope.getKey(), scope.getValue(), scopes, problems);
            }
        }
        return scopes;
    }

    private static void bind(String name, Node.Entry entry, Map<String, ScopeSettings> scopes, Problems problems) {
        try {
            ScopeSettings.checkName(name);
        } catch (IllegalArgumentException e) {
            problems.error(entry.key(), "scopes: " + Fields.message(e));
            return;
        }
        Fields fields = Fields.of(entry.value(), "scopes.".concat(name), KEYS, problems);
        ScopeSettings otherwise = Configuration.scope(scopes, name);
        Duration ttl = fields.duration("ttl");
        TtlFrom ttlFrom = fields.ttlFrom();
        TenantRule tenant = TenantBinder.bind(fields, problems);
        Staleness stale = StalenessBinder.bind(fields);
        scopes.put(
                name,
                new ScopeSettings(
                        name,
                        ttl == null ? otherwise.ttl() : ttl,
                        fields.count("max-entries", otherwise.maxEntries()),
                        fields.size("max-size", otherwise.maxBytes()),
                        fields.perTenant(otherwise.perTenant()),
                        tenant == null ? otherwise.tenant() : tenant,
                        ttlFrom == null ? otherwise.ttlFrom() : ttlFrom,
                        fields.percentage("ttl-jitter", otherwise.ttlJitter()),
                        fields.percentage("rollout", otherwise.rollout()),
                        fields.percentage("shadow", otherwise.shadow()),
                        stale == null ? otherwise.stale() : stale.over(otherwise.stale()),
                        new TenantQuota(
                                fields.count(
                                        "max-entries-per-tenant",
                                        otherwise.tenantQuota().maxEntries()),
                                fields.size(
                                        "max-size-per-tenant",
                                        otherwise.tenantQuota().maxBytes()))));
    }
}
