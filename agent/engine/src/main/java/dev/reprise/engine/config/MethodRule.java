package dev.reprise.engine.config;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user's file or the catalogue says of some methods.
 *
 * @param pattern which methods
 * @param where where it was written
 * @param client the catalogue's client, or null for a user's own rule
 * @param mode what is done with their calls, never more than the global mode
 * @param scope where their entries are kept
 * @param ttl how long an entry is served, or null for as long as the scope says
 * @param tags names by which the entries can be found again
 * @param version a part of the key that changes when the answers do, or null
 * @param ignore what is not in the key
 * @param rollout the share of keys that is served, 0 to 100
 * @param perTenant whether a call without a tenant in force is bypassed, whatever the scope says
 * @param stateful paths into the arguments that, when set, make a call stateful, so that it is bypassed
 * @param allow additional class-name prefixes that the value codec may carry
 */
public record MethodRule(
        MethodPattern pattern,
        SourceLocation where,
        @Nullable String client,
        Mode mode,
        String scope,
        @Nullable Duration ttl,
        Set<String> tags,
        @Nullable String version,
        List<IgnoredPath> ignore,
        int rollout,
        boolean perTenant,
        List<String> stateful,
        List<String> allow) {}
