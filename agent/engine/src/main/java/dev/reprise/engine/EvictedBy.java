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
import org.jspecify.annotations.Nullable;

/** What the entries of one method are evicted by: its namespace, scope, name and tags, and the tenant of the call. Thread-safe. */
final class EvictedBy {

    /** Beyond so many tenants, what the entries of the others are evicted by is found out at each call. */
    private static final int TENANTS = 1_000;

    /** And of those with longer names, such as tokens, which would take more memory than the entries. */
    private static final int LONGEST = 128;

    /** What one takes on a heap with compressed references that is found out for one call, without its tenant's name. */
    private static final int SIZE = 320;

    private final Evictions evictions;
    private final Owner owner;
    private final List<Subject> all = new ArrayList<>();
    private final Subjects withoutTenant;
    private final Map<String, Subjects> tenants = new ConcurrentHashMap<>();

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
        Subject whose = evictions.subject(Kind.TENANT, tenant);
        List<Subject> its = new ArrayList<>(all);
        its.add(whose);
        boolean isKept = tenant.length() <= LONGEST && tenants.size() < TENANTS;
        int bytes = isKept ? 0 : SIZE + 2 * tenant.length();
        Subjects found =
                evictions.subjects(its, new Owner(owner.method(), owner.tags(), tenant, whose, owner.window(), bytes));
        if (isKept) {
            tenants.put(tenant, found);
        }
        return found;
    }
}
