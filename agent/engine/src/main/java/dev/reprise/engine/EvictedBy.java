package dev.reprise.engine;

import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.epoch.Owner;
import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.epoch.Subject.Kind;
import dev.reprise.engine.epoch.Subjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** What the entries of one method are evicted by: its namespace, scope, name and tags, and the tenant of the call. Thread-safe. */
final class EvictedBy {

    /** Beyond so many tenants, what the entries of the others are evicted by is found out again and again. */
    private static final int TENANTS = 1_000;

    /** Of so many of those it is remembered since the last call. A power of two. */
    private static final int LATELY = 256;

    /** And of those with longer names, such as tokens, which would take more memory than the entries. */
    private static final int LONGEST = 128;

    /** What one takes on a heap with compressed references that is found out for one call, without its tenant's name. */
    private static final int SIZE = 320;

    private final Evictions evictions;
    private final Owner owner;
    private final List<Subject> all = new ArrayList<>();
    private final Subjects withoutTenant;
    private final Map<String, Subjects> tenants = new ConcurrentHashMap<>();

    /** Of tenants beyond those, each in one place: a call asks several times. Null before there are any. */
    private volatile @Nullable AtomicReferenceArray<@Nullable Lately> lately;

    private record Lately(String tenant, Subjects subjects) {}

    EvictedBy(Evictions evictions, MethodRule rule, String method, long window) {
        this.evictions = evictions;
        all.add(evictions.subject(Kind.NAMESPACE, ""));
        all.add(evictions.subject(Kind.SCOPE, rule.scope()));
        all.add(evictions.subject(Kind.METHOD, method));
        for (String tag : rule.tags()) {
            all.add(evictions.subject(Kind.TAG, tag));
        }
        Subject nobody = evictions.subject(Kind.TENANT, "");
        this.owner = new Owner(method, rule.tags(), /* tenant= */ null, nobody, window, /* bytes= */ 0);
        this.withoutTenant = evictions.subjects(all, owner);
    }

    Subjects tenant(@Nullable String tenant) {
        if (tenant == null) {
            return withoutTenant;
        }
        Subjects known = tenants.get(tenant);
        if (known != null) {
            return known;
        }
        boolean isLong = tenant.length() > LONGEST;
        boolean isKept = !isLong && tenants.size() < TENANTS;
        AtomicReferenceArray<@Nullable Lately> others = isLong || isKept ? null : lately();
        int place = tenant.hashCode() & LATELY - 1;
        Lately other = others == null ? null : others.get(place);
        if (other != null && other.tenant.equals(tenant)) {
            return other.subjects;
        }
        Subject whose = evictions.subject(Kind.TENANT, tenant);
        List<Subject> its = new ArrayList<>(all);
        its.add(whose);
        int bytes = isKept ? 0 : SIZE + 2 * tenant.length();
        Subjects found =
                evictions.subjects(its, new Owner(owner.method(), owner.tags(), tenant, whose, owner.window(), bytes));
        if (isKept) {
            tenants.put(tenant, found);
        } else if (others != null) {
            others.set(place, new Lately(tenant, found));
        }
        return found;
    }

    private AtomicReferenceArray<@Nullable Lately> lately() {
        AtomicReferenceArray<@Nullable Lately> made = lately;
        if (made == null) {
            made = new AtomicReferenceArray<>(LATELY);
            lately = made; // Of two threads that do so at once, the one takes the place of the other.
        }
        return made;
    }
}
