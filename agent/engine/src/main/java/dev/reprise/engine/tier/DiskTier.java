package dev.reprise.engine.tier;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.key.CacheKey;
import java.io.File;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries in files, shared by all JVMs that use the same home. Thread-safe; never throws an exception to its caller: a
 * disk that cannot be used costs one warning and is tried again every 30 seconds, and reads miss meanwhile.
 *
 * <p>An entry is written under a temporary name and then moved, so a reader sees all of it or nothing, also after
 * {@code kill -9}. After a power failure a file may be incomplete (nothing is forced to the disk); like every file that is
 * not exactly what was written for its scope and key, it is a miss and is deleted.
 *
 * <p>Quotas count whole blocks of 4,096 bytes. Where several JVMs write, they can be exceeded by a sixteenth of the total
 * for each. The least recently used entries go first, where a use is noticed at most once an hour.
 */
public final class DiskTier {

    /** Entries with more content are neither written nor read. */
    public static final int MAX_CONTENT = 50 << 20;

    private static final int MAX_FILE = MAX_CONTENT + (128 << 10);
    private static final Duration TOUCH_AFTER = Duration.ofHours(1);

    private final DiskLayout layout;
    private final InstantSource clock;
    private final Logger log;
    private final Outage outage;
    private final Sweeper sweeper;
    private final ConcurrentMap<String, Long> clearedAt = new ConcurrentHashMap<>();
    private final AtomicBoolean damageReported = new AtomicBoolean();
    private final Object moving = new Object();
    private volatile long allClearedAt = Long.MIN_VALUE;
    private volatile @Nullable Opened opened;

    /** The home, as long as its key is known. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared as a record.
    private record Opened(byte[] macKey, Envelope envelope) {
        Opened(byte[] macKey) {
            this(macKey, new Envelope(macKey));
        }
    }

    /**
     * Touches no file yet.
     *
     * @param home is created with the first write if it is missing
     * @param maxBytes the bound over all scopes, those of other services in the same home included
     * @param clock decides when an entry has expired
     */
    public DiskTier(Path home, long maxBytes, InstantSource clock) {
        this(home, maxBytes, clock, LoggerFactory.getLogger(DiskTier.class));
    }

    DiskTier(Path home, long maxBytes, InstantSource clock, Logger log) {
        this.layout = new DiskLayout(home.toAbsolutePath().normalize());
        this.clock = clock;
        this.log = log;
        this.outage = new Outage(layout.home, clock, log);
        this.sweeper = new Sweeper(layout, maxBytes, clock);
    }

    /** Returns the entry under a key, or null if there is none, it has expired, or it cannot be read. */
    public @Nullable Blob get(ScopeSettings scope, CacheKey key) {
        if (!DiskLayout.validScope(scope.name())) {
            return null;
        }
        try {
            Opened home = openedIfPresent();
            return home == null ? null : read(home, scope.name(), key);
        } catch (IOException | RuntimeException e) {
            outage.failed(e);
            return null;
        }
    }

    /**
     * Writes an entry in place of the one under its key. Slow (tens of microseconds, or a sweep over all files): not for the
     * caller's thread.
     */
    public void put(ScopeSettings scope, CacheKey key, Blob blob) {
        if (!DiskLayout.validScope(scope.name()) || outage.pausing()) {
            return;
        }
        try {
            long length = Envelope.length(blob);
            Quota quota = sweeper.quota(scope);
            if (blob.content().length > MAX_CONTENT || quota.exceededBy(Quota.onDisk(length), 1)) {
                remove(scope, key); // It would answer with what this one replaces.
            } else if (blob.expiresAtMillis() > clock.millis()) {
                writeReopening(scope.name(), key, blob);
                outage.succeeded();
                sweeper.wrote(scope, length);
            }
        } catch (ClosedByInterruptException e) {
            log.debug("interrupted while writing an entry");
        } catch (IOException | RuntimeException e) {
            outage.failed(e);
        }
    }

    /**
     * Removes an entry; at once for every reader. A write of the same key that is queued behind brings it back: remove it once
     * more through the same {@link WriteBehind}.
     *
     * @return false if it may still be there
     */
    public boolean remove(ScopeSettings scope, CacheKey key) {
        return DiskLayout.validScope(scope.name()) && delete(layout.entry(scope.name(), key));
    }

    /**
     * Removes a scope's entries; at once for every reader of every JVM, and those created up to now also where their write is
     * still queued in this one.
     *
     * @return false if they may still be there for other JVMs
     */
    public boolean clear(ScopeSettings scope) {
        if (!DiskLayout.validScope(scope.name())) {
            return false;
        }
        clearedAt.put(scope.name(), clock.millis());
        return discard(layout.scope(scope.name()));
    }

    /** Removes the entries of all scopes, as {@link #clear(ScopeSettings)} does. */
    public boolean clear() {
        allClearedAt = clock.millis();
        return discard(layout.scopes);
    }

    /**
     * Ends a sweep that is under way and begins no other. To be called when the process is about to end, before the queued
     * writes are flushed; reads and writes go on.
     */
    public void stopSweeping() {
        sweeper.stop();
    }

    private @Nullable Opened openedIfPresent() throws IOException {
        Opened home = opened;
        if (home == null && !outage.pausing()) {
            byte[] key = MacKey.load(layout);
            if (key != null) {
                home = new Opened(key);
                opened = home;
            }
        }
        return home;
    }

    private Opened openedOrCreated() throws IOException {
        Opened home = opened;
        if (home == null) {
            DiskFiles.createDirectories(layout.home);
            DiskFiles.createDirectories(layout.temporary);
            home = new Opened(MacKey.loadOrCreate(layout));
            opened = home;
        }
        return home;
    }

    private @Nullable Blob read(Opened home, String scope, CacheKey key) {
        File file = layout.entry(scope, key);
        Blob blob;
        try {
            byte[] bytes = DiskFiles.read(file, MAX_FILE);
            if (bytes == null) {
                return null;
            }
            blob = open(home, scope, key, bytes);
        } catch (IOException e) { // Too many open files, for one: no fault of the entry's.
            log.debug("cannot read {}", file, e);
            return null;
        } catch (Damaged e) {
            delete(file);
            reportDamage(file, e);
            return null;
        }
        if (cleared(scope, blob)) {
            return null;
        }
        if (clock.millis() >= blob.expiresAtMillis()) {
            delete(file);
            return null;
        }
        touch(file);
        return blob;
    }

    /** Another process may have made this home anew, with a new key, since it was opened here. */
    private Blob open(Opened home, String scope, CacheKey key, byte[] bytes) throws IOException, Damaged {
        try {
            return home.envelope.open(scope, key, bytes);
        } catch (Damaged e) {
            byte[] current = MacKey.load(layout);
            if (current == null || Arrays.equals(current, home.macKey)) {
                throw e;
            }
            Opened reopened = new Opened(current);
            opened = reopened;
            return reopened.envelope.open(scope, key, bytes);
        }
    }

    private void writeReopening(String scope, CacheKey key, Blob blob) throws IOException {
        try {
            write(openedOrCreated(), scope, key, blob);
        } catch (NoSuchFileException e) { // The home was deleted while it was open.
            opened = null;
            write(openedOrCreated(), scope, key, blob);
        }
    }

    private void write(Opened home, String scope, CacheKey key, Blob blob) throws IOException {
        Path written = layout.temporary.resolve(layout.uniqueName());
        boolean moved = false;
        try {
            DiskFiles.createFile(written, home.envelope.seal(scope, key, blob));
            Files.setLastModifiedTime(written, FileTime.fromMillis(clock.millis()));
            moved = moveUnlessCleared(written, scope, key, blob);
        } finally {
            if (!moved) {
                DiskFiles.deleteQuietly(written);
            }
        }
    }

    private boolean moveUnlessCleared(Path written, String scope, CacheKey key, Blob blob) throws IOException {
        Path target = layout.entry(scope, key).toPath();
        synchronized (moving) {
            if (cleared(scope, blob)) {
                return false;
            }
            try {
                Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException e) {
                DiskFiles.createDirectories(target.resolveSibling(""));
                Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
            }
            return true;
        }
    }

    private boolean cleared(String scope, Blob blob) {
        Long at = clearedAt.get(scope);
        return blob.createdAtMillis() <= allClearedAt || (at != null && blob.createdAtMillis() <= at);
    }

    /** Moves a directory out of every reader's sight before it is deleted file by file. */
    private boolean discard(Path directory) {
        Path discarded = layout.trash.resolve(layout.uniqueName());
        try {
            synchronized (moving) {
                if (!Files.exists(directory)) {
                    return true;
                }
                DiskFiles.createDirectories(layout.trash);
                Files.move(directory, discarded, StandardCopyOption.ATOMIC_MOVE);
            }
            DiskFiles.deleteTree(discarded);
            return true;
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException | RuntimeException e) {
            outage.failed(e);
            return false;
        }
    }

    private boolean delete(File file) {
        try {
            Files.deleteIfExists(file.toPath());
            return true;
        } catch (IOException | RuntimeException e) {
            log.debug("cannot delete {}", file, e);
            return false;
        }
    }

    private void touch(File file) {
        long now = clock.millis();
        if (now - file.lastModified() > TOUCH_AFTER.toMillis() && !file.setLastModified(now)) {
            log.debug("cannot touch {}", file);
        }
    }

    private void reportDamage(File file, Exception cause) {
        if (damageReported.compareAndSet(false, true)) {
            log.warn(
                    "a stored entry cannot be trusted and was deleted, its call runs again: {} is {}. Further ones are not"
                            + " reported.",
                    file,
                    cause.getMessage());
        }
    }
}
