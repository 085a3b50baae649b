package dev.reprise.engine.config;

import java.util.List;

/**
 * What a method makes stale when it succeeds; at least one of both.
 *
 * @param scopes the scopes whose entries are evicted
 * @param tags the tags whose entries are evicted
 */
public record EvictRule(List<String> scopes, List<String> tags) {

    /** Copies both. */
    public EvictRule {
        scopes = List.copyOf(scopes);
        tags = List.copyOf(tags);
    }
}
