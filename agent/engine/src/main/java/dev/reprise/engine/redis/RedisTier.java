package dev.reprise.engine.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.engine.config.RedisSettings;
import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.ConfiguredKeys;
import dev.reprise.engine.tier.Patience;
import dev.reprise.engine.tier.Sealing;
import dev.reprise.engine.tier.StoredTier;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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

    private final RedisSettings settings;
    private final Sealing sealing;
    private final long maxEntryBytes;
    private final Duration writePatience;
    private final InstantSource clock;
    private final LongSupplier nanoClock;
    private final Logger log;
    private final Connections connections;
    private final Refusals refusals;

    /** Names whose entries could not be removed yet, and must not be read. */
    private final Map<String, byte[]> owed = new ConcurrentHashMap<>();

    /** Held for a write: one at a time. */
    private final Object writing = new Object();

    private volatile @Nullable RedisConnection writer;

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
        this.writePatience = writePatience;
        this.sealing = sealing;
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.log = log;
        this.connections =
                new Connections(settings, (settings.prefix() + ":probe").getBytes(UTF_8), tls, nanoClock, log);
        this.refusals = new Refusals(settings.address(), clock, log);
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public @Nullable Blob get(ScopeSettings scope, CacheKey key, Patience patience) {
        return getAll(scope, List.of(key), patience).get(key);
    }

    @Override
    public Map<CacheKey, Blob> getAll(ScopeSettings scope, Collection<CacheKey> keys, Patience patience) {
        if (connections.areOff() || !sealing.isReady()) {
            return Map.of();
        }
        List<CacheKey> asked = new ArrayList<>(keys.size());
        List<byte[]> names = new ArrayList<>(keys.size());
        for (CacheKey key : keys) {
            String name = name(scope, key);
            if (!owed.containsKey(name)) {
                asked.add(key);
                names.add(name.getBytes(UTF_8));
            }
        }
        Map<CacheKey, Blob> blobs = new HashMap<>();
        List<byte @Nullable []> found = read(names, patience.end(nanoClock, settings.timeout()));
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

    /** Once more where the connection was closed while it lay idle, as servers and what is on the way to them do. */
    private List<byte @Nullable []> read(List<byte[]> names, long deadline) {
        for (int tries = 0; tries <= 1; tries++) {
            RedisConnection connection = connections.borrow(deadline);
            if (connection == null) {
                return List.of();
            }
            long left = deadline - nanoClock.getAsLong();
            boolean over = false;
            try {
                connection.deadline(deadline);
                List<byte @Nullable []> found = connection.get(names, Sealing.sealedLength(maxEntryBytes));
                over = true;
                connections.giveBack(connection);
                return found;
            } catch (Refused e) {
                over = true;
                connections.failed(connection, e);
                return List.of();
            } catch (TooLarge e) {
                log.debug("not read: {}", e.getMessage());
                return List.of();
            } catch (IOException | RuntimeException e) {
                if (Thread.currentThread().isInterrupted()
                        || (e instanceof SocketTimeoutException
                                && 2 * left < settings.timeout().toNanos())) {
                    return List.of(); // By it a virtual thread's reads end; and who had hardly any time blames nobody.
                }
                if (tries == 1 || e instanceof SocketTimeoutException || !connection.wasIdleTooLong()) {
                    over = true;
                    connections.failed(connection, e);
                    return List.of();
                }
                connections.dropIdle();
            } finally {
                if (!over) {
                    connections.drop(connection);
                }
            }
        }
        return List.of();
    }

    @Override
    public void put(ScopeSettings scope, CacheKey key, Blob blob) {
        synchronized (writing) {
            String name = name(scope, key);
            long left = blob.expiresAtMillis() - clock.millis();
            if (connections.areOff()) {
                return;
            }
            if (blob.content().length > maxEntryBytes) {
                remove(scope, key); // It would answer with what this one replaces.
                return;
            }
            if (left <= 0 || refusals.pausing() || !settled()) {
                return;
            }
            byte[] sealed = sealing.seal(scope.name(), key, blob);
            if (sealed != null && write(sealed.length, to -> to.set(name.getBytes(UTF_8), sealed, left))) {
                refusals.taken();
            }
        }
    }

    /** Removes an entry; it is not read any more from here if that fails, and removed before the next write. */
    @Override
    public boolean remove(ScopeSettings scope, CacheKey key) {
        if (owed.size() >= MAX_OWED) {
            return false;
        }
        String name = name(scope, key);
        owed.put(name, name.getBytes(UTF_8));
        synchronized (writing) {
            return !connections.areOff() && settled();
        }
    }

    /** Closes the connections. Reads miss from then on, and what is written is lost. */
    @Override
    public void close() {
        connections.close();
        RedisConnection now = writer;
        if (now != null) {
            now.close();
        }
    }

    private String name(ScopeSettings scope, CacheKey key) {
        return settings.prefix() + ":" + scope.name() + ":" + key.hex();
    }

    /** Removes what could not be removed before; returns whether nothing is left. */
    private boolean settled() {
        for (Iterator<byte[]> names = owed.values().iterator(); names.hasNext(); ) {
            byte[] name = names.next();
            if (!write(0, connection -> connection.delete(name))) {
                return false;
            }
            names.remove();
        }
        return true;
    }

    private interface Command {
        void run(RedisConnection connection) throws IOException, Refused;
    }

    /**
     * Returns whether the server did it. Once more, on another connection, where one broke. A server that answers look-ups is
     * not left alone because it does not take a write.
     */
    private boolean write(int bytes, Command command) {
        for (int tries = 0; tries <= 1; tries++) {
            RedisConnection connection;
            try {
                connection = writer();
            } catch (Refused | IOException | RuntimeException e) {
                connections.failed(e);
                return false;
            }
            long until = nanoClock.getAsLong() + patience(bytes).toNanos();
            boolean over = false;
            try {
                connection.deadline(until);
                connections.watch(connection, until);
                command.run(connection);
                over = true;
                return true;
            } catch (Refused e) {
                if (e.isOfAReplica() && settings.sentinels() != null) {
                    connections.failed(connection, e); // It was the master: who is it now?
                    return false;
                }
                over = true;
                refusals.refused(e);
                return false;
            } catch (IOException | RuntimeException e) {
                boolean late = nanoClock.getAsLong() - until >= 0; // Closed by the thread that watches.
                if (connections.areOff()) {
                    return false; // That it is away is said already.
                }
                if (tries == 1 || late) {
                    refusals.failed(
                            Fault.of(late ? new SocketTimeoutException() : e, settings.timeout(), settings.prefix()));
                    return false;
                }
            } finally {
                connections.unwatch();
                if (!over) {
                    connection.close();
                    writer = null;
                }
            }
        }
        return false;
    }

    private RedisConnection writer() throws IOException, Refused {
        RedisConnection now = writer;
        if (now == null) {
            now = connections.open(writePatience);
            writer = now;
        }
        return now;
    }

    /** A tenth of a second more for each megabyte. */
    private Duration patience(int bytes) {
        Duration timeout = settings.timeout();
        return (timeout.compareTo(writePatience) > 0 ? timeout : writePatience).plusMillis(100L * (bytes >> 20));
    }
}
