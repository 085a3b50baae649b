package dev.reprise.engine.tier;

import dev.reprise.engine.key.CacheKey;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Reads entries, and has those deleted that can never be served. Thread-safe. */
final class DiskReader {

    /** More than an envelope takes besides the content. */
    private static final int ENVELOPE = 128 << 10;

    private static final int MAX_FILE = Integer.MAX_VALUE - 64;
    private static final Duration TOUCH_AFTER = Duration.ofHours(1);

    private final DiskLayout layout;
    private final DiskHome home;
    private final long maxContent;
    private final InstantSource clock;
    private final Executor later;
    private final Logger log;
    private final DamageReports damage;
    private volatile @Nullable EpochLog epochs;

    /**
     * @param maxContent entries with more, in bytes, are not read
     * @param later does what changes a file: that may take its time where reading does not
     */
    DiskReader(DiskLayout layout, DiskHome home, long maxContent, InstantSource clock, Executor later, Logger log) {
        this.layout = layout;
        this.home = home;
        this.maxContent = maxContent;
        this.clock = clock;
        this.later = later;
        this.log = log;
        this.damage = new DamageReports(log);
    }

    /** Learns with each read what was evicted. */
    void learnFrom(EpochLog log) {
        epochs = log;
    }

    /**
     * Returns the entry under a key, or null if there is none, it has expired, or it cannot be read.
     *
     * @throws IOException if it is the home that cannot be used
     */
    @Nullable
    Blob read(String scope, CacheKey key) throws IOException {
        DiskHome.Opened opened = home.openIfPresent();
        EpochLog log = epochs;
        if (opened == null || (log != null && !log.read())) {
            return null;
        }
        File file = layout.entry(scope, key);
        Blob blob;
        try {
            blob = unsealed(opened, file, scope, key);
        } catch (Damaged e) {
            damage.report(file, e);
            later.execute(() -> deleteIfUseless(opened, file, scope, key));
            return null;
        }
        if (blob == null || blob.content().length > maxContent) {
            return null;
        }
        if (clock.millis() >= blob.expiresAtMillis()) {
            later.execute(() -> deleteIfUseless(opened, file, scope, key));
            return null;
        }
        if (clock.millis() - file.lastModified() > TOUCH_AFTER.toMillis()) {
            later.execute(() -> touch(file));
        }
        return blob;
    }

    private @Nullable Blob unsealed(DiskHome.Opened opened, File file, String scope, CacheKey key)
            throws Untrusted, Damaged {
        try {
            byte[] bytes = DiskFiles.read(file, (int) Math.min(MAX_FILE, maxContent + ENVELOPE));
            return bytes == null ? null : home.unseal(opened, scope, key, bytes);
        } catch (Untrusted e) {
            throw e;
        } catch (IOException e) { // Too many open files, for one: no fault of the entry's.
            log.debug("cannot read {}", file, e);
        } catch (Foreign e) { // Of use to another process, perhaps; if not, the next write replaces it.
            log.debug("{} is {}", file, e.getMessage());
        }
        return null;
    }

    /** Somebody may have written a new one meanwhile. */
    private void deleteIfUseless(DiskHome.Opened opened, File file, String scope, CacheKey key) {
        try {
            Blob blob = unsealed(opened, file, scope, key);
            if (blob == null || clock.millis() < blob.expiresAtMillis()) {
                return;
            }
        } catch (Damaged e) {
            log.debug("{} is deleted: it is {}", file, e.getMessage());
        } catch (Untrusted e) {
            return;
        }
        DiskFiles.delete(file.toPath());
    }

    private void touch(File file) {
        if (!file.setLastModified(clock.millis())) {
            log.debug("cannot touch {}", file);
        }
    }
}
