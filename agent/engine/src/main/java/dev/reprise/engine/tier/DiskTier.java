package dev.reprise.engine.tier;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.DiskSettings;
import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.config.StoreSettings;
import dev.reprise.engine.epoch.EvictionLog;
import dev.reprise.engine.epoch.EvictionReader;
import dev.reprise.engine.key.CacheKey;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries in files, shared by all JVMs that use the same home. Thread-safe; never throws an exception to its caller: a
 * disk that cannot be used costs one warning and is tried again every 30 seconds, and reads miss meanwhile. What a slow one
 * costs is bounded by a budget, as far as {@link BoundedReads} says.
 *
 * <p>An entry is written under a temporary name and then moved, so a reader sees all of it or nothing, also after
 * {@code kill -9}. After a power failure a file may be incomplete (nothing is forced to the disk); like every file that is
 * not exactly what was written for its scope and key, it is a miss and is deleted.
 *
 * <p>A home in which somebody else could put an entry is not used.
 *
 * <p>Quotas count whole blocks of 4,096 bytes. What comes faster than sweeps delete is not written once there is half as much
 * again as may be. While several JVMs write, they can be exceeded by a sixteenth of the total
 * for each. The least recently used entries go first, where a use is noticed at most once an hour.
 */
public final class DiskTier implements StoredTier {

    private final DiskLayout layout;
    private final long maxEntryBytes;
    private final InstantSource clock;
    private final Logger log;
    private final Outage outage;
    private final BoundedReads reads;
    private final Sweeper sweeper;
    private final Trust trust;
    private final DiskHome home;
    private final DiskReader reader;
    private final DiskWriter writer;
    private final AtomicBoolean noRoomTold = new AtomicBoolean();

    /**
     * As below, with the home's own key, without encryption, for entries of at most 50 MB, and with no threads but those
     * that read for callers. Touches no file yet.
     */
    public DiskTier(Path home, long maxBytes, Collection<ScopeSettings> scopes, InstantSource clock) {
        this(home, maxBytes, scopes, clock, LoggerFactory.getLogger(DiskTier.class));
    }

    /**
     * Touches no file yet, and fetches no key.
     *
     * @param home is created with the first write if it is missing
     * @param settings the bound over all scopes, those of other services in the same home included, and what a caller waits
     * @param maxEntryBytes entries with more content are neither written nor read; at most 1 GB
     * @param keys of the store
     * @param scopes whose quotas hold from the first write on, besides those of the scopes that are written
     * @param clock decides when an entry has expired
     * @param writes does small things after what it has to write
     */
    public DiskTier(
            Path home,
            DiskSettings settings,
            long maxEntryBytes,
            ConfiguredKeys keys,
            Collection<ScopeSettings> scopes,
            InstantSource clock,
            WriteBehind writes) {
        this(
                home,
                settings,
                maxEntryBytes,
                keys,
                scopes,
                clock,
                DiskThreads.behind(writes),
                LoggerFactory.getLogger(DiskTier.class));
    }

    DiskTier(Path home, long maxBytes, Collection<ScopeSettings> scopes, InstantSource clock, Logger log) {
        this(
                home,
                maxBytes,
                Configuration.MAX_ENTRY_BYTES,
                ConfiguredKeys.of(StoreSettings.DEFAULT, "disk tier is"),
                scopes,
                clock,
                log);
    }

    DiskTier(
            Path home,
            long maxBytes,
            long maxEntryBytes,
            ConfiguredKeys keys,
            Collection<ScopeSettings> scopes,
            InstantSource clock,
            Logger log) {
        this(
                home,
                new DiskSettings(/* enabled= */ true, maxBytes, DiskSettings.LONGEST_TIMEOUT),
                maxEntryBytes,
                keys,
                scopes,
                clock,
                DiskThreads.NONE,
                log);
    }

    DiskTier(
            Path home,
            DiskSettings settings,
            long maxEntryBytes,
            ConfiguredKeys keys,
            Collection<ScopeSettings> scopes,
            InstantSource clock,
            DiskThreads threads,
            Logger log) {
        this.layout = new DiskLayout(home.toAbsolutePath().normalize());
        this.maxEntryBytes = maxEntryBytes;
        this.clock = clock;
        this.log = log;
        this.outage = new Outage(layout.home, clock, log);
        this.reads = new BoundedReads(layout.home, settings.timeout(), System::nanoTime, log);
        this.sweeper = new Sweeper(layout, settings.maxBytes(), scopes, clock, threads);
        this.trust = new Trust(log);
        this.home = new DiskHome(layout, trust, keys);
        this.reader = new DiskReader(layout, this.home, maxEntryBytes, clock, threads.later(), log);
        this.writer = new DiskWriter(layout, this.home, clock);
    }

    /** Has the home's evictions brought to a reader; touches no file yet. To be called once, before anything is written. */
    public EvictionLog evictions(EvictionReader learns) {
        EpochLog epochs = new EpochLog(layout, home, trust, learns, log);
        reader.learnFrom(epochs);
        writer.keep(epochs);
        return new BoundedLog(epochs, reads, log);
    }

    private void tellOfNoRoom(ScopeSettings scope) {
        if (noRoomTold.compareAndSet(false, true)) {
            log.info(
                    "more entries of scope {} come at a time than can be deleted to keep it, or all, within its quota: some"
                            + " stay in memory alone",
                    scope.name());
        }
    }

    @Override
    public @Nullable Blob get(ScopeSettings scope, CacheKey key, Patience patience) {
        return get(scope, key);
    }

    /** Returns the entry under a key, or null if there is none, it has expired, or it cannot be read soon enough. */
    public @Nullable Blob get(ScopeSettings scope, CacheKey key) {
        if (!DiskLayout.validScope(scope.name()) || (!home.isOpen() && outage.pausing())) {
            return null;
        }
        try {
            return reads.run(() -> reader.read(scope.name(), key));
        } catch (IOException | RuntimeException e) {
            outage.failed(e);
            return null;
        }
    }

    @Override
    public Map<CacheKey, Blob> getAll(ScopeSettings scope, Collection<CacheKey> keys, Patience patience) {
        long end = reads.end();
        Map<CacheKey, Blob> found = new HashMap<>();
        for (CacheKey key : keys) {
            Blob blob = reads.isOver(end) ? null : get(scope, key);
            if (blob != null) {
                found.put(key, blob);
            }
        }
        return found;
    }

    /**
     * Writes an entry in place of the one under its key. Slow (tens of microseconds): not for the caller's thread.
     */
    @Override
    public void put(ScopeSettings scope, CacheKey key, Blob blob) {
        if (!DiskLayout.validScope(scope.name()) || outage.pausing() || !home.isWritable()) {
            return;
        }
        try {
            long length = Envelope.length(blob);
            ScopeQuota quota = sweeper.quota(scope);
            if (blob.content().length > maxEntryBytes || quota.isExceededByOne(blob, length)) {
                remove(scope, key); // It would answer with what this one replaces.
            } else if (!sweeper.hasRoom(scope)) {
                remove(scope, key); // As above.
                sweeper.needed(scope);
                tellOfNoRoom(scope);
            } else if (blob.expiresAtMillis() > clock.millis()) {
                DiskWriter.Written written = writer.write(scope.name(), key, blob);
                outage.succeeded();
                sweeper.wrote(scope, written.tenant(), written.length());
            }
        } catch (ClosedByInterruptException e) {
            log.debug("interrupted while writing an entry");
        } catch (IOException | RuntimeException e) {
            outage.failed(e);
        }
    }

    /**
     * Removes an entry; at once for every reader. A write of the same key that is queued behind brings it back.
     *
     * @return false if it may still be there
     */
    @Override
    public boolean remove(ScopeSettings scope, CacheKey key) {
        return DiskLayout.validScope(scope.name())
                && DiskFiles.delete(layout.entry(scope.name(), key).toPath());
    }

    /** Removes the entry of a key in every scope that there is. */
    public void removeEverywhere(CacheKey key) {
        String[] names = layout.scopes.toFile().list();
        for (String name : names == null ? new String[0] : names) {
            if (DiskLayout.validScope(name)) {
                DiskFiles.delete(layout.entry(name, key).toPath());
            }
        }
    }

    /**
     * Ends a sweep that is under way and begins no other. To be called when the process is about to end, before the queued
     * writes are flushed; reads and writes go on.
     */
    public void stopSweeping() {
        sweeper.stop();
    }

    /** Returns whether more may have been written than the quotas allow. */
    public boolean sweepDue() {
        return sweeper.due();
    }

    /**
     * Sweeps where a quota may be exceeded, also after {@link #stopSweeping}. Slow: not for the caller's thread.
     *
     * @param atMost after this time the rest is left to the next process
     */
    public void sweepLast(Duration atMost) {
        sweeper.sweepLast(atMost);
    }

    /** Takes away what the process left in the home besides entries. A write that comes later is written all the same. */
    public void close() {
        sweeper.stop();
        sweeper.awaitEnd();
        home.release();
    }
}
