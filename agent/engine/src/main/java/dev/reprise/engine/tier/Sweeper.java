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
 * Keeps the disk tier within its quotas: counts what is written, and has a sweep made when that may be too much.
 * Thread-safe.
 *
 * <p>The first write is followed by a sweep over everything, because nobody knows what processes before left. The count is
 * too high at worst where this JVM is the only one, because an entry that is replaced, or written during a sweep, counts
 * twice until the next sweep. What other JVMs write is seen by a sweep only, which therefore comes after every sixteenth of
 * the total (and no more often than every megabyte). A scope beyond its own quota is swept alone.
 */
final class Sweeper {

    private static final long MIN_BETWEEN = 1 << 20;
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final DiskLayout layout;
    private final Quota total;
    private final InstantSource clock;
    private final DiskThreads threads;

    /** Held by who sweeps; taken before the lock of this. */
    private final Object sweeping = new Object();

    /** Guarded by this, as all that changes. */
    private final Usage usage;

    private long sinceSweep;
    private boolean swept;
    private boolean underWay;
    private long pauseUntil = Long.MIN_VALUE;
    private volatile boolean stopped;
    private volatile boolean due;

    Sweeper(
            DiskLayout layout,
            long maxBytes,
            Collection<ScopeSettings> scopes,
            InstantSource clock,
            DiskThreads threads) {
        this.layout = layout;
        this.total = new Quota(maxBytes, Quota.NONE.entries());
        this.clock = clock;
        this.threads = threads;
        this.usage = new Usage(total);
        for (ScopeSettings scope : scopes) {
            usage.allow(scope.name(), quota(scope));
        }
    }

    ScopeQuota quota(ScopeSettings scope) {
        return ScopeQuota.of(scope, total);
    }

    /** Returns whether a scope has room for one more; if not, sweeps do not keep up with what is written. */
    synchronized boolean hasRoom(ScopeSettings scope) {
        return !usage.isFarBeyond(scope.name());
    }

    /** Begins a sweep if need be and possible. */
    void needed(ScopeSettings scope) {
        synchronized (this) {
            if (stopped || underWay || clock.millis() < pauseUntil || (!needsAll() && !usage.exceeds(scope.name()))) {
                return;
            }
            underWay = true;
        }
        try {
            threads.sweeps().execute(this::sweep);
        } catch (Throwable e) { // Out of native threads, for one. The next write tries again.
            over();
        }
    }

    /**
     * Counts a file and begins a sweep if need be.
     *
     * @param tenant whose it is, as {@link TenantCounts} has it
     */
    void wrote(ScopeSettings scope, long tenant, long length) {
        synchronized (this) {
            long size = Quota.onDisk(length);
            usage.allow(scope.name(), quota(scope));
            usage.add(scope.name(), tenant, size);
            sinceSweep += size;
            due = mayExceed();
        }
        needed(scope);
    }

    private boolean needsAll() {
        return !swept || usage.exceedsTotal() || sinceSweep > Math.max(MIN_BETWEEN, total.bytes() / 16);
    }

    private void sweep() {
        try {
            synchronized (sweeping) {
                if (stopped) {
                    return;
                }
                boolean all;
                Set<String> scopes;
                synchronized (this) {
                    all = needsAll();
                    scopes = usage.exceeding();
                }
                Runnable rest = threads.rests().get();
                alone(
                        /* wait= */ false, () -> {
                            if (all) {
                                sweepAll(() -> stopped, rest);
                            } else {
                                sweepScopes(scopes, () -> stopped, rest);
                            }
                        });
            }
        } finally {
            over();
        }
    }

    private synchronized void over() {
        underWay = false;
        due = mayExceed();
        notifyAll();
    }

    /** Ends a sweep that is under way, and lets no write begin one: the process is about to end and has entries to write. */
    void stop() {
        stopped = true;
    }

    /** Waits for the sweep that is under way, if any, after {@link #stop}: it touches nothing any more then. */
    synchronized void awaitEnd() {
        try {
            while (underWay) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
    void sweepLast(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        BooleanSupplier over = () -> System.nanoTime() - end >= 0;
        Runnable rest = () -> {};
        synchronized (sweeping) {
            boolean all;
            Set<String> scopes;
            synchronized (this) {
                if (!mayExceed()) {
                    return;
                }
                scopes = swept ? usage.exceeding() : usage.limited();
                all = !swept || usage.exceedsTotal();
            }
            alone(
                    /* wait= */ true, () -> {
                        sweepScopes(scopes, over, rest);
                        if (all && stillExceeds()) {
                            sweepAll(over, rest);
                        }
                    });
        }
        over();
    }

    private synchronized boolean stillExceeds() {
        return !swept || usage.exceedsTotal();
    }

    private void alone(boolean wait, Runnable sweep) {
        boolean isBegun = false;
        try (FileChannel channel = FileChannel.open(
                        layout.sweepLock,
                        EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        DiskFiles.owner(layout.sweepLock, "rw-------"));
                FileLock lock = wait ? channel.lock() : channel.tryLock()) {
            if (lock != null) {
                isBegun = true;
                sweep.run();
            }
        } catch (OverlappingFileLockException e) {
            // Another tier of this JVM is at it. What is over a quota after that is swept at the next write.
        } catch (IOException e) {
            if (!isBegun) { // Otherwise what it is over with could not be let go of.
                sweep.run(); // A file system without locks. Two sweeps at once are twice the work and no harm.
            }
        }
    }

    private void sweepAll(BooleanSupplier over, Runnable rest) {
        Map<String, ScopeQuota> quotas = begin();
        Map<String, Left> left = new Sweep(layout, clock.millis(), over, rest).run(quotas, total);
        if (over.getAsBoolean()) {
            return; // It saw only a part.
        }
        synchronized (this) {
            usage.forget();
            sinceSweep = usage.writtenSince();
            swept = true;
            AgeHistogram all = new AgeHistogram();
            left.forEach((scope, its) -> {
                found(scope, its);
                all.add(its.ages());
            });
            pauseIfStuck(total, all);
        }
    }

    private void sweepScopes(Set<String> scopes, BooleanSupplier over, Runnable rest) {
        for (String scope : scopes) {
            ScopeQuota quota = begin().getOrDefault(scope, ScopeQuota.NONE);
            Left left = new Sweep(layout, clock.millis(), over, rest).run(scope, quota);
            if (over.getAsBoolean()) {
                return;
            }
            synchronized (this) {
                found(scope, left);
            }
        }
    }

    private synchronized Map<String, ScopeQuota> begin() {
        usage.begin();
        return usage.quotas();
    }

    private void found(String scope, Left left) {
        ScopeQuota quota = usage.quota(scope);
        usage.set(scope, left);
        pauseIfStuck(quota.whole(), left.ages());
        if (quota.countsTenants()
                && !left.tenants().tenantsOver(quota.ofTenant()).isEmpty()) {
            pause();
        }
    }

    /** Where files cannot be deleted, not every write tries. */
    private void pauseIfStuck(Quota quota, AgeHistogram left) {
        if (quota.exceededBy(left.totalBytes(), left.totalEntries())) {
            pause();
        }
    }

    private void pause() {
        pauseUntil = clock.millis() + PAUSE.toMillis();
    }
}
