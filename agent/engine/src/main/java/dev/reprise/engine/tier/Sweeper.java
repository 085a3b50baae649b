package dev.reprise.engine.tier;

import dev.reprise.engine.config.ScopeSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps the disk tier within its quotas: counts what is written and sweeps when that may be too much, on the thread that
 * wrote. Thread-safe.
 *
 * <p>The count is too high at worst where this JVM is the only one, because an entry that is replaced counts twice until the
 * next sweep. What other JVMs write is seen by a sweep only, which therefore comes after every sixteenth of the
 * total (and no more often than every megabyte).
 */
final class Sweeper {

    private static final long ALL_ENTRIES = Long.MAX_VALUE;
    private static final long MIN_BETWEEN = 1 << 20;
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final DiskLayout layout;
    private final Quota total;
    private final InstantSource clock;
    private final Map<String, Quota> quotas = new HashMap<>();
    private final Map<String, Used> used = new HashMap<>();
    private long usedBytes;
    private long sinceSweep;
    private boolean swept;
    private long pauseUntil = Long.MIN_VALUE;
    private volatile boolean stopped;

    private record Used(long bytes, long entries) {}

    Sweeper(DiskLayout layout, long maxBytes, InstantSource clock) {
        this.layout = layout;
        this.total = new Quota(maxBytes, ALL_ENTRIES);
        this.clock = clock;
    }

    Quota quota(ScopeSettings scope) {
        return new Quota(Math.min(scope.maxBytes(), total.bytes()), scope.maxEntries());
    }

    /** Counts a file of this length and sweeps if need be. */
    synchronized void wrote(ScopeSettings scope, long length) {
        Quota quota = quota(scope);
        long size = Quota.onDisk(length);
        Used before = used.getOrDefault(scope.name(), new Used(0, 0));
        Used after = new Used(before.bytes + size, before.entries + 1);
        quotas.put(scope.name(), quota);
        used.put(scope.name(), after);
        usedBytes += size;
        sinceSweep += size;
        boolean due = !swept
                || sinceSweep > Math.max(MIN_BETWEEN, total.bytes() / 16)
                || usedBytes > total.bytes()
                || quota.exceededBy(after.bytes, after.entries);
        if (due && !stopped && clock.millis() >= pauseUntil) {
            sweepAlone();
        }
    }

    /** Ends a sweep that is under way, and lets none begin: the process is about to end and has entries to write. */
    void stop() {
        stopped = true;
    }

    private void sweepAlone() {
        try (FileChannel channel = FileChannel.open(
                        layout.sweepLock,
                        EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        DiskFiles.owner(layout.sweepLock, "rw-------"));
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                sweep();
            }
        } catch (OverlappingFileLockException e) {
            // Another tier of this JVM is at it. What is over a quota after that is swept at the next write.
        } catch (IOException e) {
            sweep(); // A file system without locks. Two sweeps at once are twice the work and no harm.
        }
    }

    private void sweep() {
        Map<String, AgeHistogram> left = new Sweep(layout, clock.millis(), () -> stopped).run(quotas, total);
        used.clear();
        usedBytes = 0;
        sinceSweep = 0;
        swept = true;
        boolean exceeded = false;
        for (Map.Entry<String, AgeHistogram> scope : left.entrySet()) {
            AgeHistogram histogram = scope.getValue();
            used.put(scope.getKey(), new Used(histogram.totalBytes(), histogram.totalEntries()));
            usedBytes += histogram.totalBytes();
            Quota quota = quotas.get(scope.getKey());
            exceeded |= quota != null && quota.exceededBy(histogram.totalBytes(), histogram.totalEntries());
        }
        if (exceeded || usedBytes > total.bytes()) {
            pauseUntil = clock.millis() + PAUSE.toMillis(); // Files that cannot be deleted; do not try at every write.
        }
    }
}
