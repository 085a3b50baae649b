package dev.reprise.engine.config;

import dev.reprise.engine.worth.Prices;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole configuration, checked.
 *
 * @param mode the global mode; no rule goes further
 * @param modeAt where that was written; the whole configuration if it is the default
 * @param rollout the share of keys that is served, 0 to 100; no rule goes further
 * @param namespace a part of every key
 * @param home where the disk tier and run files are, absolute; null if none is configured and the user has no cache
 *     directory
 * @param warm the file of entries that is loaded at the first call; null if there is none
 * @param quiet whether the lines at start and exit are left out
 * @param reload whether the file is watched
 * @param jmx whether the agent's bean is registered unasked
 * @param deterministicOnly whether calls with a temperature other than 0 are bypassed
 * @param tenant where a call's tenant is found, unless a scope or method says so; null if the code alone says it
 * @param memory the memory tier
 * @param disk the disk tier; off if there is no home
 * @param redis the Redis tier; null if there is none
 * @param maxEntryBytes an answer that takes more, in bytes, is not kept in any tier
 * @param recording what a recording of an answer in parts may come to
 * @param pace when the parts of an entry are handed out
 * @param singleFlight whether equal calls wait for one real call
 * @param audit what is found out about methods while they are observed
 * @param report the file that the report of what was observed is written to at the end; null if there is none
 * @param store the keys of stored entries
 * @param scopes the built-in and configured scopes by name
 * @param prices what the tokens of models cost
 * @param ownMethods the user's rules in the order of the file
 * @param catalogue the rules of the built-in clients
 * @param log the agent's own log
 * @param origin the file, or {@code no file}
 * @param warnings what is odd in the configuration, but no reason to stay off
 * @param overridden what the file says to no effect of what can change while the JVM runs, and of the home
 */
public record Configuration(
        Mode mode,
        SourceLocation modeAt,
        int rollout,
        String namespace,
        @Nullable File home,
        @Nullable File warm,
        boolean quiet,
        boolean reload,
        boolean jmx,
        boolean deterministicOnly,
        @Nullable TenantRule tenant,
        MemorySettings memory,
        DiskSettings disk,
        @Nullable RedisSettings redis,
        long maxEntryBytes,
        RecordingLimits recording,
        Pace pace,
        SingleFlight singleFlight,
        AuditSettings audit,
        @Nullable File report,
        StoreSettings store,
        Map<String, ScopeSettings> scopes,
        Prices prices,
        List<MethodRule> ownMethods,
        CataloguedRules catalogue,
        LogSettings log,
        String origin,
        List<Problem> warnings,
        List<Overridden> overridden) {

    /** The default of {@code tiers.max-entry-size}. */
    public static final long MAX_ENTRY_BYTES = 50L << 20;

    /** The scope of what names none. */
    public static final String DEFAULT_SCOPE = "default";

    /** Returns the user's rules, then those of the built-in clients, which are read for it. */
    public List<MethodRule> methods() {
        List<MethodRule> all = new ArrayList<>(ownMethods);
        all.addAll(catalogue.rules());
        return List.copyOf(all);
    }

    /**
     * Returns the settings of a scope; those of {@value #DEFAULT_SCOPE} if it is neither configured nor built in.
     *
     * @throws IllegalArgumentException if the name is not one that a scope can have
     */
    public ScopeSettings scope(String name) {
        return scope(scopes, name);
    }

    /**
     * Returns what is odd about a scope's name, or null. A scope needs no settings, so that a slip of the pen in its name
     * would not be noticed otherwise.
     */
    public @Nullable String oddScope(String name) {
        return oddScope(scopes, name);
    }

    static @Nullable String oddScope(Map<String, ScopeSettings> scopes, String name) {
        String hint = scopes.containsKey(name) ? "" : Nearest.hint(name, scopes.keySet());
        return hint.isEmpty() ? null : "scope \"" + name + "\" has no settings, and gets those of \"default\"" + hint;
    }

    /** Returns for how many milliseconds after their time entries of a scope are kept, those of the method that keeps them longest. */
    public long longestWindow(String name) {
        Staleness ofScope = scope(name).stale();
        long longest = ofScope.window();
        for (MethodRule rule : ownMethods) {
            if (rule.stale() != null && rule.scope().equals(name)) {
                longest = Math.max(longest, rule.stale().over(ofScope).window());
            }
        }
        return longest;
    }

    static ScopeSettings scope(Map<String, ScopeSettings> scopes, String name) {
        ScopeSettings settings = scopes.get(name);
        if (settings != null) {
            return settings;
        }
        ScopeSettings byDefault = scopes.get(DEFAULT_SCOPE);
        if (byDefault == null) {
            throw new IllegalStateException("no scope \"" + DEFAULT_SCOPE + "\"");
        }
        return new ScopeSettings(
                name,
                byDefault.ttl(),
                byDefault.maxEntries(),
                byDefault.maxBytes(),
                byDefault.perTenant(),
                byDefault.tenant(),
                byDefault.ttlFrom(),
                byDefault.ttlJitter(),
                byDefault.rollout(),
                byDefault.shadow(),
                byDefault.stale(),
                byDefault.tenantQuota());
    }
}
