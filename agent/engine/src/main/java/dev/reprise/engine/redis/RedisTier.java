package dev.reprise.engine.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.engine.config.RedisCluster;
import dev.reprise.engine.config.RedisSettings;
import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.config.TenantQuota;
import dev.reprise.engine.epoch.Epochs;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.ConfiguredKeys;
import dev.reprise.engine.tier.Patience;
import dev.reprise.engine.tier.Sealing;
import dev.reprise.engine.tier.StoredTier;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries in a Redis or Valkey server, each sealed, under {@code PREFIX:SCOPE:KEY}, which the server lets expire. Thread-safe;
 * never throws an exception to its caller.
 *
 * <p>A look-up ends within the configured time, whatever the server does. After the first one that fails nobody asks any more,
 * until the server has answered a look-up of its own thread.
 */
public final class RedisTier implements StoredTier, AutoCloseable {

    /** What a write may take: nobody waits for it, but those behind it. */
    private static final Duration WRITE_PATIENCE = Duration.ofSeconds(5);

    private static final int MAX_OWED = 10_000;
    private static final int MOST_CLAIMS = 1_000;
    private static final int MOST_CLAIMS_OF_A_CLUSTER = 50;

    private final RedisSettings settings;
    private final Sealing sealing;
    private final long maxEntryBytes;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final Logger log;
    private final LateEntries late;
    private final Servers servers;
    private final TenantIndex tenants;
    private final Releases releases;
    private final boolean isCluster;
    private volatile @Nullable Evictions evictions;

    /** Names whose entries could not be removed yet, and must not be read. */
    private final Map<String, byte[]> owed = new ConcurrentHashMap<>();

    /** Held for a write: one at a time. */
    private final Object writing = new Object();

    /**
     * Connects to nothing yet.
     *
     * @param maxEntryBytes entries with more content are neither written nor read
     * @param keys what entries are sealed with; without a MAC key nothing is written or read
     * @param clock decides when an entry has expired
     */
    public RedisTier(RedisSettings settings, long maxEntryBytes, ConfiguredKeys keys, InstantSource clock) {
        this(
                settings,
                /* tls= */ null,
                maxEntryBytes,
                WRITE_PATIENCE,
                new Sealing(keys, LoggerFactory.getLogger(RedisTier.class)),
                clock,
                System::nanoTime,
                LoggerFactory.getLogger(RedisTier.class));
    }

    /**
     * @param tls what makes connections private where the settings say so; null for the JVM's own
     */
    RedisTier(
            RedisSettings settings,
            @Nullable Tls tls,
            long maxEntryBytes,
            Duration writePatience,
            Sealing sealing,
            InstantSource clock,
            LongSupplier nanoClock,
            Logger log) {
        this.settings = settings;
        this.maxEntryBytes = maxEntryBytes;
        this.sealing = sealing;
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.log = log;
        this.late = new LateEntries(settings, clock, log);
        Tls by = tls == null && settings.tls() ? Tls.ofTheJvm() : tls;
        Environment environment =
                new Environment(settings, by, writePatience, clock, nanoClock, log, late, /* ofACluster= */ false);
        this.servers = settings.place() instanceof RedisCluster cluster
                ? new Cluster(environment, cluster)
                : new Node(environment, () -> {});
        this.tenants = new TenantIndex(settings.prefix(), servers, log);
        this.isCluster = settings.place() instanceof RedisCluster;
        this.releases = new Releases(servers, isCluster);
    }

    /** Has evictions told to all that use the server, and learned from them. To be called once, before anything is read. */
    public void share(Epochs epochs) {
        Evictions shared = new Evictions(settings.prefix(), servers, epochs, nanoClock, log);
        evictions = shared;
        epochs.share(shared::wake);
    }

    /** Returns where the entries are, for whoever has something else to ask there. */
    Servers servers() {
        return servers;
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public void learn(Patience patience) {
        Evictions shared = evictions;
        if (shared != null && !shared.isKnown()) {
            long begin = nanoClock.getAsLong();
            shared.await(begin + settings.timeout().toNanos());
            patience.spend(nanoClock.getAsLong() - begin);
        }
    }

    @Override
    public @Nullable Blob get(ScopeSettings scope, CacheKey key, Patience patience) {
        return getAll(scope, List.of(key), patience).get(key);
    }

    @Override
    public Map<CacheKey, Blob> getAll(ScopeSettings scope, Collection<CacheKey> keys, Patience patience) {
        if (servers.areOff() || !sealing.isReady()) {
            return Map.of();
        }
        List<CacheKey> asked = new ArrayList<>(keys.size());
        List<byte[]> names = new ArrayList<>(keys.size());
        for (CacheKey key : keys) {
            String name = name(scope, key);
            if (!owed.containsKey(name) && !late.has(name)) {
                asked.add(key);
                names.add(name.getBytes(UTF_8));
            }
        }
        Map<CacheKey, Blob> blobs = new HashMap<>();
        long deadline = patience.end(nanoClock, settings.timeout());
        Evictions shared = evictions;
        if (shared != null && !shared.isKnown() && deadline - nanoClock.getAsLong() <= 0) {
            return Map.of(); // The caller has waited for that already.
        }
        List<byte @Nullable []> found = servers.get(names, Sealing.sealedLength(maxEntryBytes), deadline);
        if (shared != null && !shared.await(deadline)) {
            return Map.of(); // Nobody knows what of it was evicted.
        }
        for (int i = 0; i < found.size(); i++) {
            byte[] sealed = found.get(i);
            Blob blob = sealed == null ? null : opened(scope, asked.get(i), sealed);
            if (blob != null && blob.content().length <= maxEntryBytes && clock.millis() < blob.expiresAtMillis()) {
                blobs.put(asked.get(i), blob);
            }
        }
        return blobs;
    }

    private @Nullable Blob opened(ScopeSettings scope, CacheKey key, byte[] sealed) {
        try {
            return sealing.open(scope.name(), key, sealed);
        } catch (RuntimeException e) { // No such cipher, for one.
            log.debug("not read: {}", key, e);
            return null;
        }
    }

    @Override
    public void put(ScopeSettings scope, CacheKey key, Blob blob) {
        synchronized (writing) {
            String name = name(scope, key);
            long left = blob.expiresAtMillis() - clock.millis();
            byte[] bytes = name.getBytes(UTF_8);
            Node node = servers.areOff() ? null : servers.of(bytes);
            if (node == null || node.areOff()) {
                return;
            }
            if (blob.content().length > maxEntryBytes) {
                remove(scope, key); // It would answer with what this one replaces.
                return;
            }
            if (left <= 0 || !node.takes() || !settled(name) || !node.takes()) {
                return;
            }
            byte[] sealed = sealing.seal(scope.name(), key, blob);
            if (sealed != null && counted(scope, key, sealed, left) && servers.set(bytes, sealed, left)) {
                late.replaced(name);
            }
        }
    }

    /** Makes room for an entry in its tenant's quota; returns whether it may be written. */
    private boolean counted(ScopeSettings scope, CacheKey key, byte[] sealed, long left) {
        long tenant = Sealing.tenant(sealed);
        TenantQuota quota = scope.tenantQuota();
        if (tenant == 0 || quota.isNone()) {
            return true;
        }
        if (sealed.length > quota.maxBytes() || quota.maxEntries() <= 0) {
            remove(scope, key); // It would answer with what this one replaces.
            return false;
        }
        List<CacheKey> gone = tenants.add(scope, tenant, key, sealed.length, left, clock.millis());
        if (gone == null) {
            return false;
        }
        for (CacheKey each : gone) {
            servers.delete(name(scope, each).getBytes(UTF_8));
        }
        return true;
    }

    /**
     * Removes an entry; if that fails it is not read any more from here, and removed before the next write. Beyond 10,000 such
     * entries nothing is done.
     */
    @Override
    public boolean remove(ScopeSettings scope, CacheKey key) {
        if (owed.size() >= MAX_OWED) {
            return false;
        }
        String name = name(scope, key);
        owed.put(name, name.getBytes(UTF_8));
        synchronized (writing) {
            return !servers.areOff() && settled(name);
        }
    }

    @Override
    public boolean owesRemoval(ScopeSettings scope, CacheKey key) {
        return owed.containsKey(name(scope, key));
    }

    /** Returns whether it is of no use to ask anything. Costs nothing. */
    public boolean isOff() {
        return servers.areOff();
    }

    /** Returns how many calls are to be claimed at once at the most: in a cluster each takes a round trip, while others wait. */
    public int mostClaims() {
        return isCluster ? MOST_CLAIMS_OF_A_CLUSTER : MOST_CLAIMS;
    }

    /**
     * Claims real calls behind entries for this process, all at once.
     *
     * @param token says whose claims they are
     * @param atMost how long they last if they are not {@linkplain #release released}
     * @return of each false if there is a claim already; null if nobody knows. Not for a caller's thread
     */
    public boolean @Nullable [] claim(List<ClaimedCall> calls, long token, Duration atMost) {
        synchronized (writing) {
            boolean[] put =
                    servers.areOff() ? null : servers.setIfAbsent(names(calls), bytes(token), atMost.toMillis());
            return put == null ? null : withOurs(calls, put, token);
        }
    }

    /** A connection may break when a claim is made and before that is answered; it is ours all the same. */
    private boolean[] withOurs(List<ClaimedCall> calls, boolean[] put, long token) {
        List<byte @Nullable []> found = areAll(put) ? List.of() : claimants(calls, new Patience());
        for (int i = 0; i < found.size(); i++) {
            put[i] |= Arrays.equals(bytes(token), found.get(i));
        }
        return put;
    }

    private static boolean areAll(boolean[] put) {
        boolean all = true;
        for (boolean each : put) {
            all &= each;
        }
        return all;
    }

    /** Returns which of some calls are claimed, all asked for at once; what nobody knows counts as not claimed. */
    public boolean[] areClaimed(List<ClaimedCall> calls, Patience patience) {
        boolean[] claimed = new boolean[calls.size()];
        List<byte @Nullable []> found = claimants(calls, patience);
        for (int i = 0; i < found.size(); i++) {
            claimed[i] = found.get(i) != null;
        }
        return claimed;
    }

    /** Ends claims that are still the same. Not for a caller's thread. */
    public void release(List<ClaimedCall> calls, long token) {
        synchronized (writing) {
            if (!releases.release(names(calls), bytes(token))) {
                delete(calls, token);
            }
        }
    }

    private void delete(List<ClaimedCall> calls, long token) {
        List<byte @Nullable []> found = claimants(calls, new Patience());
        List<byte[]> ours = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            if (Arrays.equals(bytes(token), found.get(i))) {
                ours.add(claim(calls.get(i).scope(), calls.get(i).key()));
            }
        }
        if (!ours.isEmpty()) {
            servers.delete(ours);
        }
    }

    private List<byte @Nullable []> claimants(List<ClaimedCall> calls, Patience patience) {
        return servers.areOff()
                ? List.of()
                : servers.get(names(calls), Long.BYTES * calls.size(), patience.end(nanoClock, settings.timeout()));
    }

    private List<byte[]> names(List<ClaimedCall> calls) {
        List<byte[]> names = new ArrayList<>(calls.size());
        for (ClaimedCall call : calls) {
            names.add(claim(call.scope(), call.key()));
        }
        return names;
    }

    private byte[] claim(ScopeSettings scope, CacheKey key) {
        return (name(scope, key) + ":claim").getBytes(UTF_8);
    }

    private static byte[] bytes(long token) {
        return ByteBuffer.allocate(Long.BYTES).putLong(token).array();
    }

    /** Waits a bounded time until others can learn what was evicted here. */
    public void flushEvictions(Duration atMost) {
        Evictions shared = evictions;
        if (shared != null) {
            shared.flush(atMost);
        }
    }

    /** Closes the connections. Reads miss from then on, and what is written is lost. */
    @Override
    public void close() {
        Evictions shared = evictions;
        if (shared != null) {
            shared.close();
        }
        servers.close();
    }

    private String name(ScopeSettings scope, CacheKey key) {
        return settings.prefix() + ":" + scope.name() + ":" + key.hex();
    }

    /** Removes what could not be removed before, as far as it can; returns whether an entry is not among what is left. */
    private boolean settled(String name) {
        Set<Node> failing = new HashSet<>();
        owed.forEach((other, bytes) -> {
            Node node = servers.of(bytes);
            if (node == null || node.areOff() || failing.contains(node)) {
                return;
            }
            if (servers.delete(bytes)) {
                owed.remove(other);
            } else {
                failing.add(node);
            }
        });
        return !owed.containsKey(name);
    }
}
