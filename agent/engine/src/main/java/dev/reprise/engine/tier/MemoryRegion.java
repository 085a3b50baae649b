package dev.reprise.engine.tier;

import dev.reprise.engine.config.TenantQuota;
import dev.reprise.engine.epoch.Subjects;
import dev.reprise.engine.key.CacheKey;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one scope in memory. Thread-safe; a hit takes no lock and allocates nothing.
 *
 * <p>Which entry has to go is decided by {@link Shares} and {@link Sieve}; expired ones go first.
 */
public final class MemoryRegion {

    /**
     * What an entry takes on a heap with compressed references beside its content: the entry itself 64, its key 48, the
     * map's node 32 and slot 8, the header of a byte array 16 and of the object around it 24 bytes.
     */
    public static final int OVERHEAD = 192;

    private final ConcurrentMap<CacheKey, MemoryEntry> index = new ConcurrentHashMap<>();
    private final Shares order;
    private final MemoryTier tier;
    private final ReentrantLock lock;
    private final InstantSource clock;
    private final long maxBytes;
    private final long maxEntries;
    private long weight;
    private long entries;

    MemoryRegion(
            MemoryTier tier,
            ReentrantLock lock,
            InstantSource clock,
            long maxBytes,
            long maxEntries,
            TenantQuota tenantQuota) {
        this.tier = tier;
        this.lock = lock;
        this.clock = clock;
        this.maxBytes = maxBytes;
        this.maxEntries = maxEntries;
        this.order = new Shares(tenantQuota);
    }

    /** As below, for a value that nobody evicts. */
    public @Nullable Object get(CacheKey key) {
        return get(key, clock.millis(), /* margin= */ 0, /* stamp= */ 0, /* sinceMillis= */ Long.MIN_VALUE);
    }

    /**
     * Returns what is held under the key, or null if there is nothing, it has expired, or it was evicted.
     *
     * @param nowMillis the time
     * @param margin for how many milliseconds it must be held from then on; one that is not stays for others
     * @param stamp what it must have been held with
     * @param sinceMillis when it must have been made at the earliest; an older one stays for others
     */
    public @Nullable Object get(CacheKey key, long nowMillis, long margin, long stamp, long sinceMillis) {
        MemoryEntry entry = index.get(key);
        if (entry == null) {
            return null;
        }
        if (entry.stamp != stamp || entry.expired(nowMillis + margin)) {
            if (margin == 0 || entry.stamp != stamp || entry.expired(nowMillis)) {
                discard(entry);
            }
            return null;
        }
        if (sinceMillis != Long.MIN_VALUE && entry.createdBefore(sinceMillis)) {
            return null;
        }
        if (!entry.visited) { // Only then: a hot entry's cache line stays shared among the cores that read it.
            entry.visited = true;
        }
        return entry.held;
    }

    /**
     * Returns what is held under the key, as above, with what else is known of it; null if there is nothing.
     *
     * @param nowMillis the time
     * @param stamp what it must have been held with
     */
    public @Nullable Held held(CacheKey key, long nowMillis, long stamp) {
        MemoryEntry entry = index.get(key);
        return entry == null || entry.stamp != stamp || entry.expired(nowMillis)
                ? null
                : new Held(entry.held, entry.createdAtMillis(), entry.expiresAtMillis());
    }

    /**
     * What is held.
     *
     * @param value the value
     * @param createdAtMillis when the real call answered, in whole seconds, rounded down
     * @param expiresAtMillis the first instant at which it is no longer held
     */
    public record Held(Object value, long createdAtMillis, long expiresAtMillis) {}

    /** As below, for a value that nobody evicts. */
    public boolean put(CacheKey key, Object held, int bytes, long expiresAtMillis) {
        return put(key, held, bytes, clock.millis(), expiresAtMillis, /* stamp= */ 0, /* subjects= */ null);
    }

    /**
     * Holds a value in place of what was held under the key before, evicting others for it.
     *
     * @param bytes what the value takes, without {@link #OVERHEAD}
     * @param createdAtMillis when the real call answered; kept in whole seconds, rounded down
     * @param expiresAtMillis the first instant at which it is no longer served; a hit does not move it, only {@link #extend}
     * @param stamp what {@link #get} has to be asked with
     * @param subjects what makes the stamp; null if nobody evicts the value
     * @return false if it is larger than the scope may be, or has expired: then nothing is held under the key
     */
    public boolean put(
            CacheKey key,
            Object held,
            int bytes,
            long createdAtMillis,
            long expiresAtMillis,
            long stamp,
            @Nullable Subjects subjects) {
        MemoryEntry entry =
                new MemoryEntry(key, held, weight(bytes, subjects), createdAtMillis, expiresAtMillis, stamp, subjects);
        long now = clock.millis();
        boolean fits = entry.weight <= maxBytes && maxEntries > 0 && !entry.expired(now) && !order.isTooLarge(entry);
        lock.lock();
        boolean isWhole = false;
        try {
            MemoryEntry before = index.get(key); // It is served until this one takes its place.
            if (before != null) {
                takeOut(before);
            }
            dropExpired(entry, now);
            if (!fits) {
                index.remove(key);
                isWhole = true;
                return false;
            }
            keepToQuota(entry, now);
            while (weight + entry.weight > maxBytes || entries >= maxEntries) {
                evict(now);
            }
            tier.makeRoom(this, entry.weight, now);
            index.put(key, entry);
            order.add(entry);
            weight += entry.weight;
            entries++;
            isWhole = true;
            return true;
        } finally {
            if (!isWhole) {
                clear(); // Out of memory, say, in the middle of it: what is counted may not be what is there.
            }
            lock.unlock();
        }
    }

    private static int weight(int bytes, @Nullable Subjects subjects) {
        long all = (long) Math.max(0, bytes)
                + (subjects == null ? 0 : subjects.owner().bytes())
                + OVERHEAD;
        return (int) Math.min(Integer.MAX_VALUE, all);
    }

    /**
     * Lets what is held under the key be served until another time.
     *
     * @param atLeastMillis if it makes less of a difference than that, nothing is done
     * @return whether something was done
     */
    public boolean extend(CacheKey key, long expiresAtMillis, long atLeastMillis) {
        MemoryEntry entry = index.get(key);
        return entry != null && entry.extend(expiresAtMillis, atLeastMillis);
    }

    /** Returns what is held under the key, whether it is served or not, without counting as a use; null if there is nothing. */
    public @Nullable MemoryLook look(CacheKey key) {
        MemoryEntry entry = index.get(key);
        return entry == null ? null : entry.told();
    }

    /** Removes what is held under the key and returns whether there was anything. */
    public boolean remove(CacheKey key) {
        MemoryEntry entry = index.get(key);
        return entry != null && discard(entry);
    }

    /** Removes all entries. */
    public void clear() {
        lock.lock();
        try {
            index.clear();
            order.clear();
            weight = 0;
            entries = 0;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the bytes taken, overhead included. */
    public long bytes() {
        lock.lock();
        try {
            return weight;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of entries, including those that have expired and were not yet dropped. */
    public long entries() {
        lock.lock();
        try {
            return entries;
        } finally {
            lock.unlock();
        }
    }

    /** Returns {@link #bytes}; the lock is held. */
    long weight() {
        return weight;
    }

    long maxBytes() {
        return maxBytes;
    }

    /** Removes the entry whose turn it is, so that there is less than before; the lock is held. */
    void evict(long nowMillis) {
        MemoryEntry victim = order.victim(nowMillis);
        if (victim == null) {
            clear();
        } else {
            discardSurely(victim);
        }
    }

    /** Whoever asks for more room until there is enough would never end if what is ordered were not what is there. */
    private void discardSurely(MemoryEntry entry) {
        if (!discard(entry)) {
            clear();
        }
    }

    /** Returns what each tenant has, the one who has most first; nothing where tenants have no quotas. */
    List<TenantUse> tenants(String scope) {
        lock.lock();
        try {
            return order.uses(scope);
        } finally {
            lock.unlock();
        }
    }

    private void keepToQuota(MemoryEntry incoming, long nowMillis) {
        MemoryEntry victim = order.overQuota(incoming, nowMillis);
        while (victim != null) {
            discardSurely(victim);
            victim = order.overQuota(incoming, nowMillis);
        }
    }

    private void dropExpired(MemoryEntry incoming, long nowMillis) {
        order.nextTurn();
        MemoryEntry expired = order.expired(incoming, nowMillis);
        while (expired != null) {
            discardSurely(expired);
            expired = order.expired(incoming, nowMillis);
        }
    }

    private boolean discard(MemoryEntry entry) {
        lock.lock();
        try {
            if (!index.remove(entry.key, entry)) {
                return false;
            }
            takeOut(entry);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Counts an entry no longer; the lock is held. */
    private void takeOut(MemoryEntry entry) {
        order.remove(entry);
        weight -= entry.weight;
        entries--;
    }
}
