package dev.reprise.engine.tier;

import dev.reprise.engine.config.TenantQuota;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a scope in memory in the order in which they have to go. Where tenants have quotas, each has an order of his
 * own, and the one who takes most gives way when there is no room, so that nobody pushes out the others' entries. Not
 * thread-safe.
 */
final class Shares {

    private static final String NOBODY = "";

    private final TenantQuota quota;

    /** Of all; null where tenants are counted. */
    private final @Nullable Share whole;

    private final Map<String, Share> tenants = new HashMap<>();
    private final TreeSet<Share> byWeight = new TreeSet<>(Share::compare);

    /** Whose expired entries are looked for next; some may be gone. */
    private final Deque<Share> turns = new ArrayDeque<>();

    private long made;

    Shares(TenantQuota quota) {
        this.quota = quota;
        this.whole = quota.isNone() ? new Share(NOBODY, made++) : null;
    }

    /** Returns whether the entry is larger than its tenant may be. */
    boolean isTooLarge(MemoryEntry entry) {
        return entry.weight > quota.maxBytes() || quota.maxEntries() <= 0;
    }

    void add(MemoryEntry entry) {
        Share share = of(entry);
        if (share == null) {
            share = new Share(tenant(entry), made++);
            tenants.put(share.tenant, share);
            turns.add(share);
        }
        share.order.add(entry);
        change(share, entry.weight, 1);
    }

    void remove(MemoryEntry entry) {
        Share share = of(entry);
        if (share == null) {
            return;
        }
        share.order.remove(entry);
        change(share, -entry.weight, -1);
        if (share != whole && share.entries == 0) {
            byWeight.remove(share);
            tenants.remove(share.tenant);
        }
    }

    private void change(Share share, long weight, int entries) {
        if (share != whole) {
            byWeight.remove(share);
        }
        share.weight += weight;
        share.entries += entries;
        if (share != whole) {
            byWeight.add(share);
        }
    }

    private @Nullable Share of(MemoryEntry entry) {
        return whole == null ? tenants.get(tenant(entry)) : whole;
    }

    private static String tenant(MemoryEntry entry) {
        String tenant = entry.subjects == null ? null : entry.subjects.owner().tenant();
        return tenant == null ? NOBODY : tenant;
    }

    /** Returns the entry that has to go so that another one's tenant keeps to his quota with it; null if none has to. */
    @Nullable
    MemoryEntry overQuota(MemoryEntry incoming, long nowMillis) {
        Share share = whole == null ? of(incoming) : null;
        if (share == null
                || (share.weight + incoming.weight <= quota.maxBytes() && share.entries < quota.maxEntries())) {
            return null;
        }
        share.evicted++;
        return share.order.victim(nowMillis);
    }

    /** Returns the entry whose turn it is to go; null if there is none. */
    @Nullable
    MemoryEntry victim(long nowMillis) {
        Share share = whole == null && !byWeight.isEmpty() ? byWeight.last() : whole;
        return share == null ? null : share.order.victim(nowMillis);
    }

    /** Lets another tenant's expired entries be found. */
    void nextTurn() {
        Share first = turns.poll();
        if (first != null && first.entries > 0) {
            turns.add(first);
        }
    }

    /** Returns an entry that has expired, of the incoming one's tenant or of him whose turn it is; null if none is at hand. */
    @Nullable
    MemoryEntry expired(MemoryEntry incoming, long nowMillis) {
        MemoryEntry own = expired(of(incoming), nowMillis);
        return own == null ? expired(turns.peek(), nowMillis) : own;
    }

    /** Entries of one scope mostly live equally long, so the oldest expire first; the others go when they are met. */
    private static @Nullable MemoryEntry expired(@Nullable Share share, long nowMillis) {
        MemoryEntry oldest = share == null ? null : share.order.oldest();
        return oldest != null && oldest.expired(nowMillis) ? oldest : null;
    }

    void clear() {
        tenants.clear();
        byWeight.clear();
        turns.clear();
        if (whole != null) {
            whole.order.clear();
            whole.weight = 0;
            whole.entries = 0;
        }
    }

    /** Returns what each tenant has, the one who has most first; nothing where tenants are not counted. */
    List<TenantUse> uses(String scope) {
        List<TenantUse> uses = new ArrayList<>();
        for (Share share : byWeight.descendingSet()) {
            uses.add(new TenantUse(scope, share.tenant, share.entries, share.weight, share.evicted, quota));
        }
        return uses;
    }
}
