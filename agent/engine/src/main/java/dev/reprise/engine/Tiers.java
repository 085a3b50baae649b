package dev.reprise.engine;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.RedisSettings;
import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.epoch.Epochs;
import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.redis.RedisTier;
import dev.reprise.engine.tier.ConfiguredKeys;
import dev.reprise.engine.tier.DiskTier;
import dev.reprise.engine.tier.MemoryLook;
import dev.reprise.engine.tier.MemoryTier;
import dev.reprise.engine.tier.RandomNumbers;
import dev.reprise.engine.tier.TenantUse;
import dev.reprise.engine.tier.WriteBehind;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tiers in the order in which they are asked. Thread-safe. */
final class Tiers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Tiers.class);

    /** What a service that ends waits at the most for writes under way. */
    private static final Duration FLUSH = Duration.ofMillis(1_500);

    /** What it waits at the most for the last sweep after that; where none is due, for writes. */
    private static final Duration LAST_SWEEP = Duration.ofMillis(500);

    /** What it waits at the most, where it could not remove all that it had to, to evict the rest. */
    private static final Duration LAST_EVICTIONS = Duration.ofMillis(500);

    /** Beyond so many keys their scope is evicted: each would be known for long. */
    private static final int MANY = 1_000;

    /** What it waits at the most to take away what says that it writes. */
    private static final Duration RELEASE = Duration.ofMillis(200);

    /** What it waits at the most for evictions to be told. */
    private static final Duration EVICTIONS = Duration.ofMillis(200);

    private final @Nullable MemoryTier memory;
    private final @Nullable DiskTier disk;
    private final WriteBehind writer = new WriteBehind();
    private final @Nullable RedisTier redis;

    /** Of its own, so that a server which is slow delays no file. */
    private final WriteBehind redisWriter = new WriteBehind("reprise-redis-writer");

    /** What outlives this process, in the order in which it is asked. */
    private final List<Store> stores;

    private final String namespace;
    private final long maxEntryBytes;
    private final InstantSource clock;
    private final Epochs epochs;
    private final Map<String, Entries> scopes = new ConcurrentHashMap<>();

    /** Ended with this; null if there are none. */
    private volatile @Nullable SharedFlights sharedFlights;

    Tiers(Configuration configuration, InstantSource clock) {
        this.namespace = configuration.namespace();
        this.maxEntryBytes = configuration.maxEntryBytes();
        this.clock = clock;
        this.memory = configuration.memory().enabled()
                ? new MemoryTier(configuration.memory().maxBytes(), clock)
                : null;
        RedisSettings server = configuration.redis();
        ConfiguredKeys keys =
                ConfiguredKeys.of(configuration.store(), server == null ? "disk tier is" : "disk and redis tiers are");
        this.epochs = new Epochs(RandomNumbers::next, this::dropFromMemory);
        this.disk = disk(configuration, keys, clock, writer);
        if (disk != null) {
            epochs.use(disk.evictions(epochs));
        }
        this.redis = server == null ? null : new RedisTier(server, maxEntryBytes, keys, clock);
        if (redis != null) {
            redis.share(epochs);
        }
        List<Store> all = new ArrayList<>();
        if (disk != null) {
            all.add(new Store(Source.DISK, disk, writer));
        }
        if (redis != null) {
            all.add(new Store(Source.REDIS, redis, redisWriter));
        }
        this.stores = List.copyOf(all);
    }

    private static @Nullable DiskTier disk(
            Configuration configuration, ConfiguredKeys keys, InstantSource clock, WriteBehind writer) {
        File home = configuration.home();
        if (!configuration.disk().enabled() || home == null) {
            return null;
        }
        try {
            return new DiskTier(
                    home.toPath(),
                    configuration.disk(),
                    configuration.maxEntryBytes(),
                    keys,
                    configuration.scopes().values(),
                    clock,
                    writer);
        } catch (InvalidPathException e) {
            log.warn(
                    "disk tier is off, entries stay in memory: the locale of this process has no characters for {} ({})."
                            + " Set LC_ALL=C.UTF-8, or name another directory as `home`.",
                    home,
                    e.getReason());
            return null;
        }
    }

    private void dropFromMemory(CacheKey key) {
        if (memory != null) {
            memory.remove(key);
        }
    }

    Epochs epochs() {
        return epochs;
    }

    /** Lets go of what takes room in memory, and will never be served. */
    void evicted(Subject.Kind kind, String name) {
        for (Map.Entry<String, Entries> scope : scopes.entrySet()) {
            if (kind == Subject.Kind.NAMESPACE || (kind == Subject.Kind.SCOPE && name.equals(scope.getKey()))) {
                scope.getValue().clear();
            }
        }
    }

    /** Removes the entry of a key that is evicted, in every scope that has been used here, or is in the home. */
    void evict(CacheKey key) {
        DiskTier from = disk;
        if (from != null) {
            writer.submitRemoval(() -> from.removeEverywhere(key));
        }
        for (Entries entries : scopes.values()) {
            entries.evict(key);
        }
    }

    /** Returns what decides when entries have expired. */
    InstantSource clock() {
        return clock;
    }

    /** Returns whether nothing is kept anywhere. */
    boolean areOff() {
        return memory == null && stores.isEmpty();
    }

    /**
     * Returns what lets the services that share a Redis wait for each other; null if they do not.
     *
     * @param flights the real calls of this one
     * @param guard runs, at once, what must not be brought any calls meanwhile
     */
    @Nullable
    SharedFlights sharedFlights(Configuration configuration, Flights flights, Executor guard) {
        RedisSettings server = configuration.redis();
        if (redis == null || server == null || !configuration.singleFlight().shared()) {
            return null;
        }
        Duration bound = configuration.singleFlight().bound();
        SharedFlights shared = new SharedFlights(
                redis,
                redisWriter,
                server.timeout(),
                bound,
                RandomNumbers::next,
                flights,
                new RemoteFlights(redis, flights, guard, bound));
        sharedFlights = shared;
        return shared;
    }

    Entries entries(ScopeSettings scope) {
        return scopes.computeIfAbsent(
                scope.name(),
                name -> new Entries(
                        scope, memory == null ? null : memory.region(scope), stores, maxEntryBytes, clock, epochs));
    }

    /**
     * Returns what memory has under a key, one entry of a scope at the most.
     *
     * @param lifetimes tell of a method for how many milliseconds its entries live at the most
     */
    List<HeldEntry> inMemory(CacheKey key, ToLongFunction<String> lifetimes) {
        long now = clock.millis();
        epochs.catchUp(now);
        List<HeldEntry> all = new ArrayList<>();
        scopes.forEach((scope, entries) -> {
            MemoryLook held = entries.inMemory(key);
            if (held != null) {
                all.add(HeldEntry.of(
                        scope, held, lifetimes.applyAsLong(held.owner().method()), now));
            }
        });
        return all;
    }

    /** Returns what each tenant has in memory, of the scopes whose tenants have quotas. */
    List<TenantUse> tenants() {
        return memory == null ? List.of() : memory.tenants();
    }

    /** Waits a bounded time for writes under way. */
    void flush() {
        for (Store store : stores) {
            store.writer().flush(Duration.ofSeconds(30));
        }
    }

    @Override
    public void close() {
        SharedFlights shared = sharedFlights;
        if (shared != null) {
            shared.end();
        }
        epochs.settle();
        if (disk != null) {
            disk.stopSweeping(); // It would use up the time for writes.
        }
        long begin = System.nanoTime();
        boolean written = writer.flush(FLUSH);
        boolean due = disk != null && disk.sweepDue();
        if (!written && !due) {
            written = writer.flush(LAST_SWEEP);
        }
        sayWhatIsLost(writer, written, "disk");
        if (disk != null && due) {
            sweep(disk);
        }
        if (redis != null) {
            Duration left = FLUSH.plus(LAST_SWEEP).minusNanos(System.nanoTime() - begin);
            sayWhatIsLost(redisWriter, redisWriter.flush(left), "Redis");
        }
        evictWithdrawn();
        if (disk != null) {
            // On the writer's thread, too: a disk can keep whatever touches it for ever.
            writer.submit(disk::close, /* bytes= */ 0, /* entries= */ 0);
            writer.flush(RELEASE);
        }
        writer.close();
        if (redis != null) {
            redis.flushEvictions(EVICTIONS);
            redisWriter.close();
            redis.close();
        }
    }

    private static void sayWhatIsLost(WriteBehind writes, boolean written, String where) {
        long dropped = writes.dropped();
        if (dropped > 0) {
            log.warn("{} entries were not written to {}: more came at a time than it could take", dropped, where);
        }
        if (!written) {
            long lost = writes.pending(); // Of the write under way, a part may be there.
            if (lost > 0) {
                log.warn("up to {} entries were not written to {}: the service ended first", lost, where);
            }
            writes.discard();
        }
    }

    /**
     * What is still to be removed, because there was no time for it or it could not be, would be served after a restart. On a
     * thread of its own, as the writer's may hang.
     */
    private void evictWithdrawn() {
        WriteBehind last = new WriteBehind("reprise-last-evictions");
        for (Map.Entry<String, Entries> scope : scopes.entrySet()) {
            Set<CacheKey> keys = scope.getValue().withdrawn();
            Runnable eviction = keys.size() > MANY
                    ? () -> epochs.evict(Subject.of(namespace, Subject.Kind.SCOPE, scope.getKey()))
                    : () -> epochs.evictAll(keys);
            if (!keys.isEmpty()) {
                last.submit(eviction, /* bytes= */ 0, /* entries= */ 0);
            }
        }
        last.flush(LAST_EVICTIONS);
        last.close();
    }

    /** On the writer's thread, because a disk can keep a sweep for longer than this thread may wait. */
    private void sweep(DiskTier swept) {
        writer.submit(() -> swept.sweepLast(LAST_SWEEP), /* bytes= */ 0, /* entries= */ 0);
        writer.flush(LAST_SWEEP);
    }
}
