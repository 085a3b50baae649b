package dev.reprise.weaver.classfile;

import java.util.List;

/**
 * The values of one {@code @Cached}, as the class file has them or with the annotation's defaults.
 *
 * @param scope the scope's name
 * @param ttl the time to live as written; empty for that of the scope
 * @param tags the tags
 * @param version the version; empty if there is none
 * @param rollout a share in percent
 */
public record CachedAnnotation(String scope, String ttl, List<String> tags, String version, int rollout) {

    static final String DESCRIPTOR = "Ldev/reprise/api/Cached;";
    static final String IGNORED_DESCRIPTOR = "Ldev/reprise/api/KeyIgnored;";

    /** Copies the tags. */
    public CachedAnnotation {
        tags = List.copyOf(tags);
    }
}
