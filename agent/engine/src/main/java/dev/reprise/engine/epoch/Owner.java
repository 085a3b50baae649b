package dev.reprise.engine.epoch;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose the entries of some calls are.
 *
 * @param method the method's type and name
 * @param tags its tags
 * @param tenant the tenant of the calls; null if they have none
 * @param whose what tells their tenant from others; calls without a tenant have one in common
 * @param window for how many milliseconds after their time they are kept, to answer calls that have nothing better
 * @param bytes what each of the entries takes for knowing it; 0 if they all share it
 */
public record Owner(
        String method, Set<String> tags, @Nullable String tenant, Subject whose, long window, int bytes) {

    /** Of entries of which nobody needs to know. */
    public static final Owner NOBODY =
            new Owner("", Set.of(), /* tenant= */ null, new Subject(0, 0), /* window= */ 0, /* bytes= */ 0);

    /** Copies the tags. */
    public Owner {
        tags = Set.copyOf(tags);
    }
}
