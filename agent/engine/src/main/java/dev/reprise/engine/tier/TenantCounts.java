package dev.reprise.engine.tier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What tenants take of one scope on disk, by their {@linkplain TenantMark numbers}; 0 stands for what does not say whose it is.
 * Of very many tenants those who are met late are not counted, and who has most is met early. Not thread-safe.
 */
final class TenantCounts {

    static final long NOT_SAID = 0;

    private static final int MOST = 20_000;

    private final Map<Long, Used> counts = new HashMap<>();

    /** Returns what the tenant takes with that. */
    Used add(long tenant, long bytes, long entries) {
        Used before = counts.get(tenant);
        if (before == null && counts.size() >= MOST) {
            return Used.NOTHING;
        }
        Used now = (before == null ? Used.NOTHING : before).plus(bytes, entries);
        counts.put(tenant, now);
        return now;
    }

    /** Adds what others have counted. */
    void addAll(TenantCounts others) {
        others.counts.forEach((tenant, its) -> add(tenant, its.bytes(), its.entries()));
    }

    void set(long tenant, Used now) {
        counts.put(tenant, now);
    }

    void clear() {
        counts.clear();
    }

    /** Returns which tenants take more than a quota allows. */
    List<Long> tenantsOver(Quota quota) {
        List<Long> tenants = over(quota);
        tenants.removeIf(tenant -> tenant == NOT_SAID);
        return tenants;
    }

    /** As above, with what does not say whose it is. */
    List<Long> over(Quota quota) {
        List<Long> over = new ArrayList<>();
        counts.forEach((tenant, its) -> {
            if (quota.exceededBy(its.bytes(), its.entries())) {
                over.add(tenant);
            }
        });
        return over;
    }

    /** Returns what each may have so that all together have no more than a quota allows, and nobody has to give up for no use. */
    Quota share(Quota together) {
        return new Quota(level(together.bytes(), Used::bytes), level(together.entries(), Used::entries));
    }

    /** Whoever has less than an equal share leaves the rest of it to the others. */
    private long level(long together, ToLongFunction<Used> measure) {
        long[] uses = counts.values().stream().mapToLong(measure).sorted().toArray();
        long left = together;
        for (int i = 0; i < uses.length; i++) {
            long equal = left / (uses.length - i);
            if (uses[i] > equal) {
                return equal;
            }
            left -= uses[i];
        }
        return Long.MAX_VALUE;
    }
}
