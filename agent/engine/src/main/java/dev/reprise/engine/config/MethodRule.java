package dev.reprise.engine.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user's file or the catalogue says of some methods.
 *
 * @param pattern which methods
 * @param where where it was written
 * @param client the catalogue's client, or null for a user's own rule
 * @param catalogued the catalogue's client that the methods are of, whoever named them, or null
 * @param asked whether a user named the methods or their client, and wants to know what becomes of them
 * @param mode what is done with their calls; never more than the global mode at the time allows
 * @param statedScope where their entries are kept, or null if nobody said so
 * @param ttl how long an entry is served, or null for as long as the scope says
 * @param tags names by which the entries are evicted
 * @param version a part of the key that changes when the answers do, or null
 * @param ignore what is not in the key
 * @param rollout the share of keys that is served, 0 to 100
 * @param perTenant whether a call without a tenant in force is bypassed, whatever the scope says
 * @param tenant where a call's tenant is found; null for as the scope says
 * @param stateful paths into the arguments that, when set, make a call stateful, so that it is bypassed
 * @param allow additional class-name prefixes that the value codec may carry
 * @param admit which answers are kept, or null for all
 * @param temperature paths to the temperature in the arguments; none if the method has none
 * @param deterministicOnly whether a call whose temperature is not 0 is bypassed; null for as the configuration says
 * @param implementers class-name prefixes of the classes whose methods are meant, or none for all
 * @param callback the argument that the answer is handed to; null if the method returns it
 * @param batch the argument that holds many items; null if a call is about one thing
 * @param pace when an entry hands out its parts; null for as the configuration says
 * @param ttlFrom when the time to live begins; null for as the scope says
 * @param usage where answers tell what they cost; null if nobody knows
 * @param singleFlight whether equal calls at the same time wait for one real call; null if nothing is said of it
 * @param evicts what the methods make stale; null if they are cached
 * @param shadow of the calls that an entry would answer, the share whose real method runs, too, 0 to 100; null for as the
 *     scope says
 * @param stale what may be done with entries whose time to live is over; null for as the scope says
 * @param negative which failures are remembered; null for none
 */
public record MethodRule(
        MethodPattern pattern,
        SourceLocation where,
        @Nullable String client,
        @Nullable String catalogued,
        boolean asked,
        Mode mode,
        @Nullable String statedScope,
        @Nullable Duration ttl,
        Set<String> tags,
        @Nullable String version,
        List<IgnoredPath> ignore,
        int rollout,
        boolean perTenant,
        @Nullable TenantRule tenant,
        List<String> stateful,
        List<String> allow,
        @Nullable AdmitRule admit,
        List<String> temperature,
        @Nullable Boolean deterministicOnly,
        List<String> implementers,
        @Nullable CallbackRule callback,
        @Nullable BatchRule batch,
        @Nullable Pace pace,
        @Nullable TtlFrom ttlFrom,
        @Nullable UsageRule usage,
        @Nullable FlightRule singleFlight,
        @Nullable EvictRule evicts,
        @Nullable Integer shadow,
        @Nullable Staleness stale,
        @Nullable NegativeRule negative) {

    /** Returns where the entries are kept. */
    public String scope() {
        return statedScope == null ? Configuration.DEFAULT_SCOPE : statedScope;
    }

    /** Returns where a user finds the rule: its place in his file, or that it is built in, of which he has no file. */
    public String place() {
        return client == null ? where.toString() : "the built-in entry of " + client;
    }

    /** Returns whether the methods are those of one of the catalogue's clients, whoever named them. */
    public boolean ofClient() {
        return catalogued != null;
    }

    /**
     * Returns whether a call may be made on another thread than its caller's, where it lacks what hangs on that: a client's by
     * itself, another one's if the user says that its answers do not depend on it.
     */
    public boolean isOfAnyThread() {
        Boolean said = singleFlight == null ? null : singleFlight.enabled();
        return said == null ? ofClient() : said;
    }

    /** Returns whether the rule stands for an annotation, which has no line in a file. */
    public boolean isAnnotation() {
        return client == null && where.line() == 0;
    }

    /** Returns whether the rule means the methods of a class. */
    public boolean means(String className) {
        if (implementers.isEmpty()) {
            return true;
        }
        for (String prefix : implementers) {
            if (className.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** Returns this rule with more that is not in the key. */
    public MethodRule ignoring(List<IgnoredPath> more) {
        return with(
                catalogued,
                statedScope,
                joined(ignore, more),
                stateful,
                allow,
                admit,
                temperature,
                callback,
                batch,
                usage);
    }

    /** Returns this rule with what the catalogue knows of the same methods; what this one says counts. */
    public MethodRule on(MethodRule catalogues) {
        return with(
                catalogues.catalogued,
                statedScope == null ? catalogues.statedScope : statedScope,
                joined(ignore, catalogues.ignore),
                joined(stateful, catalogues.stateful),
                joined(allow, catalogues.allow),
                admit == null ? catalogues.admit : admit,
                joined(temperature, catalogues.temperature),
                callback == null ? catalogues.callback : callback,
                batch == null ? catalogues.batch : batch,
                usage == null ? catalogues.usage : usage);
    }

    /** Returns this rule for another method, which is written somewhere else. */
    MethodRule about(MethodPattern otherPattern, SourceLocation otherWhere) {
        return with(otherPattern, otherWhere, mode, rollout, ttl);
    }

    /** Returns this rule with the place, the mode, the rollout and the time to live of another, which can change while the JVM runs. */
    public MethodRule standingAs(MethodRule other) {
        return with(pattern, other.where, other.mode, other.rollout, other.ttl);
    }

    private MethodRule with(
            MethodPattern newPattern,
            SourceLocation newWhere,
            Mode newMode,
            int newRollout,
            @Nullable Duration newTtl) {
        return new MethodRule(
                newPattern,
                newWhere,
                client,
                catalogued,
                asked,
                newMode,
                statedScope,
                newTtl,
                tags,
                version,
                ignore,
                newRollout,
                perTenant,
                tenant,
                stateful,
                allow,
                admit,
                temperature,
                deterministicOnly,
                implementers,
                callback,
                batch,
                pace,
                ttlFrom,
                usage,
                singleFlight,
                evicts,
                shadow,
                stale,
                negative);
    }

    private MethodRule with(
            @Nullable String newCatalogued,
            @Nullable String newScope,
            List<IgnoredPath> newIgnore,
            List<String> newStateful,
            List<String> newAllow,
            @Nullable AdmitRule newAdmit,
            List<String> newTemperature,
            @Nullable CallbackRule newCallback,
            @Nullable BatchRule newBatch,
            @Nullable UsageRule newUsage) {
        return new MethodRule(
                pattern,
                where,
                client,
                newCatalogued,
                asked,
                mode,
                newScope,
                ttl,
                tags,
                version,
                newIgnore,
                rollout,
                perTenant,
                tenant,
                newStateful,
                newAllow,
                newAdmit,
                newTemperature,
                deterministicOnly,
                implementers,
                newCallback,
                newBatch,
                pace,
                ttlFrom,
                newUsage,
                singleFlight,
                evicts,
                shadow,
                stale,
                negative);
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        for (T each : more) {
            if (!all.contains(each)) {
                all.add(each);
            }
        }
        return List.copyOf(all);
    }
}
