package dev.reprise.weaver.classfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of one {@code @Cached} or {@code @Evicts}, as the class file has them or with the annotation's defaults. Of one
 * that evicts only that counts.
 *
 * @param scope the scope's name
 * @param ttl the time to live as written; empty for that of the scope
 * @param tags the tags
 * @param version the version; empty if there is none
 * @param rollout a share in percent
 * @param evicts what is evicted; null if nothing is
 */
public record MethodAnnotation(
        String scope,
        String ttl,
        List<String> tags,
        String version,
        int rollout,
        @Nullable Evicted evicts) {

    static final String DESCRIPTOR = "Ldev/reprise/api/Cached;";
    static final String IGNORED_DESCRIPTOR = "Ldev/reprise/api/KeyIgnored;";
    static final String EVICTS_DESCRIPTOR = "Ldev/reprise/api/Evicts;";

    /**
     * What a method evicts.
     *
     * @param scopes the names of scopes
     * @param tags tags
     * @param isCached whether it is {@code @Cached} as well, which it cannot be
     */
    public record Evicted(List<String> scopes, List<String> tags, boolean isCached) {

        /** Copies both. */
        public Evicted {
            scopes = List.copyOf(scopes);
            tags = List.copyOf(tags);
        }
    }

    /** Copies the tags. */
    public MethodAnnotation {
        tags = List.copyOf(tags);
    }

    /** Returns the annotation as people write it. */
    public String name() {
        return evicts == null ? "@Cached" : "@Evicts";
    }
}
