package dev.reprise.engine.tier;

import dev.reprise.engine.config.ScopeSettings;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Keeps the disk tier within its quotas: counts what is written and sweeps when that may be too much, on the thread that
 * wrote. Thread-safe.
 *
 * <p>The first write is followed by a sweep over everything, because nobody knows what processes before left. The count is
 * too high at worst where this JVM is the only one, because an entry that is replaced counts twice until the
 * next sweep. What other JVMs write is seen by a sweep only, which therefore comes after every sixteenth of the
 * total (and no more often than every megabyte). A scope beyond its own quota is swept alone.
 */
final class Sweeper {

    private static final long MIN_BETWEEN = 1 << 20;
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final DiskLayout layout;
    private final Quota total;
    private final InstantSource clock;
    private final Usage usage;
    private long sinceSweep;
    private boolean swept;
    private long pauseUntil = Long.MIN_VALUE;
    private volatile boolean stopped;
    private volatile boolean due;

    Sweeper(DiskLayout layout, long maxBytes, Collection<ScopeSettings> scopes, InstantSource clock) {
        this.layout = layout;
        this.total = new Quota(maxBytes, Quota.NONE.entries());
        this.clock = clock;
        this.usage = new Usage(total);
        for (ScopeSettings scope : scopes) {
            usage.allow(scope.name(), quota(scope));
        }
    }

    Quota quota(ScopeSettings scope) {
        return new Quota(Math.min(scope.maxBytes(), total.bytes()), scope.maxEntries());
    }

    /** Counts a file of this length and sweeps if need be. */
    synchronized void wrote(ScopeSettings scope, long length) {
        long size = Quota.onDisk(length);
        usage.allow(scope.name(), quota(scope));
        usage.add(scope.name(), size);
        sinceSweep += size;
        if (!stopped && clock.millis() >= pauseUntil) {
            sweepIfNeeded(scope);
        }
        due = mayExceed();
    }

    private void sweepIfNeeded(ScopeSettings scope) {
        BooleanSupplier over = () -> stopped;
        if (!swept || usage.exceedsTotal() || sinceSweep > Math.max(MIN_BETWEEN, total.bytes() / 16)) {
            alone(/* wait= */ false, () -> sweepAll(over));
        } else if (usage.exceeds(scope.name())) {
            alone(/* wait= */ false, () -> sweepScopes(Set.of(scope.name()), over));
        }
    }

    /** Ends a sweep that is under way, and lets no write begin one: the process is about to end and has entries to write. */
    void stop() {
        stopped = true;
    }

    /** Returns whether this process wrote something and may have left more than a quota allows. Never waits for a sweep. */
    boolean due() {
        return due;
    }

    private boolean mayExceed() {
        return sinceSweep > 0
                && (!swept || usage.exceedsTotal() || !usage.exceeding().isEmpty());
    }

    /**
     * Sweeps what is due until the time is over, small scopes first. Waits for a sweep of another process, which may not have
     * seen what this one wrote: nobody comes after it.
     */
    synchronized void sweepLast(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        BooleanSupplier over = () -> System.nanoTime() - end >= 0;
        if (mayExceed()) {
            alone(
                    /* wait= */ true, () -> {
                        sweepScopes(swept ? usage.exceeding() : usage.limited(), over);
                        if (!swept || usage.exceedsTotal()) {
                            sweepAll(over);
                        }
                    });
        }
        due = mayExceed();
    }

    private void alone(boolean wait, Runnable sweep) {
        try (FileChannel channel = FileChannel.open(
                        layout.sweepLock,
                        EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        DiskFiles.owner(layout.sweepLock, "rw-------"));
                FileLock lock = wait ? channel.lock() : channel.tryLock()) {
            if (lock != null) {
                sweep.run();
            }
        } catch (OverlappingFileLockException e) {
            // Another tier of this JVM is at it. What is over a quota after that is swept at the next write.
        } catch (IOException e) {
            sweep.run(); // A file system without locks. Two sweeps at once are twice the work and no harm.
        }
    }

    private void sweepAll(BooleanSupplier over) {
        Map<String, AgeHistogram> left = new Sweep(layout, clock.millis(), over).run(usage, total);
        if (over.getAsBoolean()) {
            return; // It saw only a part.
        }
        usage.clear();
        sinceSweep = 0;
        swept = true;
        for (Map.Entry<String, AgeHistogram> scope : left.entrySet()) {
            found(scope.getKey(), scope.getValue());
        }
    }

    private void sweepScopes(Set<String> scopes, BooleanSupplier over) {
        for (String scope : scopes) {
            AgeHistogram left = new Sweep(layout, clock.millis(), over).run(scope, usage.quota(scope));
            if (over.getAsBoolean()) {
                return;
            }
            found(scope, left);
        }
    }

    private void found(String scope, AgeHistogram left) {
        usage.set(scope, left.totalBytes(), left.totalEntries());
        if (usage.exceeds(scope) || usage.exceedsTotal()) {
            pauseUntil = clock.millis() + PAUSE.toMillis(); // Files that cannot be deleted; do not try at every write.
        }
    }
}
