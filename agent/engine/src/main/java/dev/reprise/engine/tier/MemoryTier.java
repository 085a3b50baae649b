package dev.reprise.engine.tier;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.key.CacheKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Entries on the heap, bounded by bytes over all scopes together and by bytes and number per scope. Thread-safe.
 *
 * <p>Scopes share the total: as long as there is room each may grow to its own bound; when there is none, the scope that
 * takes most in proportion to its bound gives way.
 *
 * <p>Not Caffeine: version 3.3.1 initialises the host's {@code System.LoggerFinder} (and so {@code java.util.logging})
 * with its first class, and the common pool ({@code BoundedLocalCache.rescheduleCleanUpIfIncomplete}) even when it is
 * given an executor of its own. Both belong to the host.
 */
public final class MemoryTier {

    private final ConcurrentMap<String, MemoryRegion> regions = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final InstantSource clock;
    private final long maxBytes;

    /**
     * @param maxBytes the bound over all scopes; an entry counts with its bytes and {@link MemoryRegion#OVERHEAD}
     * @param clock decides when an entry has expired
     */
    public MemoryTier(long maxBytes, InstantSource clock) {
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /**
     * Returns the entries of a scope, always the same object for the same name, to be looked up once and kept. The bounds
     * are those of the first call with this name.
     */
    public MemoryRegion region(ScopeSettings scope) {
        MemoryRegion region = regions.get(scope.name());
        return region != null
                ? region
                : regions.computeIfAbsent(
                        scope.name(),
                        name -> new MemoryRegion(
                                this,
                                lock,
                                clock,
                                Math.max(0, Math.min(scope.maxBytes(), maxBytes)),
                                Math.max(0, scope.maxEntries()),
                                scope.tenantQuota()));
    }

    /** Removes the entries of one scope. */
    public void clear(ScopeSettings scope) {
        MemoryRegion region = regions.get(scope.name());
        if (region != null) {
            region.clear();
        }
    }

    /** Removes what is held under a key, in whichever scope. */
    public void remove(CacheKey key) {
        for (MemoryRegion region : regions.values()) {
            region.remove(key);
        }
    }

    /** Removes all entries. */
    public void clear() {
        regions.values().forEach(MemoryRegion::clear);
    }

    /** Returns what each tenant has of the scopes whose tenants have quotas, by scope, the one who has most first. */
    public List<TenantUse> tenants() {
        List<TenantUse> all = new ArrayList<>();
        new TreeMap<>(regions).forEach((scope, region) -> all.addAll(region.tenants(scope)));
        return all;
    }

    /** Returns the bytes taken by all entries, their overhead included. */
    public long bytes() {
        lock.lock();
        try {
            long sum = 0;
            for (MemoryRegion region : regions.values()) {
                sum += region.weight();
            }
            return sum;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of entries, including those that have expired and were not yet dropped. */
    public long entries() {
        long sum = 0;
        for (MemoryRegion region : regions.values()) {
            sum += region.entries();
        }
        return sum;
    }

    /** Evicts until the weight fits into the total; the lock is held, and the weight is at most the total. */
    void makeRoom(MemoryRegion incoming, long weight, long nowMillis) {
        while (bytes() + weight > maxBytes) {
            MemoryRegion greediest = greediest(incoming, weight);
            if (greediest == null) {
                return;
            }
            greediest.evict(nowMillis);
        }
    }

    private @Nullable MemoryRegion greediest(MemoryRegion incoming, long weight) {
        MemoryRegion greediest = null;
        double most = -1;
        for (MemoryRegion region : regions.values()) {
            double share = (double) (region.weight() + (region == incoming ? weight : 0)) / region.maxBytes();
            if (region.weight() > 0 && share > most) {
                greediest = region;
                most = share;
            }
        }
        return greediest;
    }
}
