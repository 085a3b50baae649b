package dev.reprise.engine.tier;

import dev.reprise.engine.thread.DaemonThread;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Keeps callers from waiting for a disk that is slow or does not answer at all. Thread-safe.
 *
 * <p>To hand a read over to another thread costs more than the read. A disk that was quick a moment ago is therefore read on
 * the caller's thread, by no more callers at a time than there are processors, and by nobody while one of them is taking
 * long. In every other case (the first read, one after a pause, one beside a slow one) the read is handed over, and the
 * caller waits no longer than the budget. So those alone wait longer who are reading on their own threads at the moment when
 * the disk ceases to answer.
 *
 * <p>Reads that were handed over and are late, two in a row or one by twice the budget, make the disk a slow one: one line
 * says so, and nobody reads. Callers who would have read start a probe from time to time, on a thread of its own; a quick one
 * ends it.
 *
 * <p>The budget is for the disk. The first entry that a process looks for, and what is read before that, have ten times as
 * much, because that also loads classes. And where the reading thread is given no processor its caller waits for that up to
 * ten times as long: on a busy machine an entry is worth more than a few milliseconds.
 */
final class BoundedReads {

    private static final int LANES = Math.min(Readers.MOST, Runtime.getRuntime().availableProcessors());

    /** For how long a quick read vouches for those after it. */
    private static final long TRUST = Duration.ofSeconds(10).toNanos();

    private static final int GENEROUS = 10;
    private static final long MILLISECOND = 1_000_000;

    private static final long GRAIN = Duration.ofMillis(10).toNanos();
    private static final long FIRST_PAUSE = Duration.ofMillis(100).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(10).toNanos();

    /** Where probes do not come back either, and each keeps a thread. */
    private static final long STUCK_PAUSE = Duration.ofHours(1).toNanos();

    private final Path home;
    private final long budget;

    /** After which nobody follows one who is still reading: much more than a quick read takes. */
    private final long overdue;

    private final LongSupplier nanoClock;
    private final Logger log;

    /** Those who read. Others take their places after each time that the disk was slow: some may never come back. */
    private volatile Now now;

    private volatile long quickAt;

    /** Whether an entry was looked for. */
    private volatile boolean opened;

    private volatile boolean slow;
    private volatile long probeAt;

    /** Guarded by this. */
    private long pause = FIRST_PAUSE;

    private long slowAt;
    private int probes;
    private int late;
    private int generations;

    /** What those of an earlier generation find says nothing of the disk as it is now. */
    private record Now(int generation, Lanes callers, Readers readers) {}

    /** Reads an entry, or something else that is kept beside entries. */
    interface Read {
        @Nullable
        Blob run() throws IOException;

        default boolean isOfAnEntry() {
            return true;
        }
    }

    /**
     * @param budget what a caller waits at the most for a read that is handed over
     */
    BoundedReads(Path home, Duration budget, LongSupplier nanoClock, Logger log) {
        this.home = home;
        this.budget = budget.toNanos();
        this.overdue = this.budget / 10;
        this.nanoClock = nanoClock;
        this.log = log;
        this.now = now();
        this.quickAt = nanoClock.getAsLong() - TRUST;
        this.slowAt = nanoClock.getAsLong() - LONGEST_PAUSE;
    }

    private Now now() {
        int generation = ++generations;
        return new Now(
                generation,
                new Lanes(LANES),
                new Readers(nanoClock, (read, nanos) -> tookHandedOver(read, nanos, generation)));
    }

    /** Returns when a caller who begins many reads now has waited long enough, by the clock. */
    long end() {
        return nanoClock.getAsLong() + GENEROUS * budget;
    }

    boolean isOver(long end) {
        return nanoClock.getAsLong() - end >= 0;
    }

    /** Returns what is read, or null if there is nothing or it takes too long. */
    @Nullable
    Blob run(Read read) throws IOException {
        long begin = nanoClock.getAsLong();
        if (slow) {
            probe(read, begin);
            return null;
        }
        Now reading = now;
        int lane = begin - quickAt < TRUST ? reading.callers.enter(begin, overdue) : -1;
        if (lane < 0) {
            return handOver(reading, read, begin);
        }
        try {
            return read.run();
        } finally {
            reading.callers.leave(lane);
            if (reading.generation == now.generation) {
                took(read, nanoClock.getAsLong() - begin);
            }
        }
    }

    private void took(Read read, long nanos) {
        long end = nanoClock.getAsLong();
        if (read.isOfAnEntry()) {
            opened = true;
        }
        if (nanos > budget) {
            quickAt = end - TRUST; // The next one is handed over.
        } else if (end - quickAt > GRAIN) { // Else there is no need to tell the other processors.
            quickAt = end;
        }
    }

    private void tookHandedOver(Read read, long nanos, int generation) {
        if (generation != now.generation) {
            return;
        }
        boolean isLate = nanos > (opened ? budget : GENEROUS * budget);
        took(read, nanos);
        boolean again;
        synchronized (this) {
            again = isLate && late > 0;
            late = isLate ? late + 1 : 0;
        }
        if (again) {
            slow(generation);
        }
    }

    private @Nullable Blob handOver(Now reading, Read read, long begin) throws IOException {
        Readers readers = reading.readers;
        Readers.Job job = new Readers.Job(read);
        if (!readers.submit(job)) {
            return null;
        }
        long allowed = opened ? budget : GENEROUS * budget;
        long end = begin + allowed + GENEROUS * budget;
        long wait = allowed;
        for (long from = begin; ; ) {
            if (job.await(nanoClock, wait)) {
                return job.found();
            }
            long to = nanoClock.getAsLong();
            long longest = readers.longest();
            boolean isLate = longest >= allowed;
            // A wait that took much longer than it should was held up by something else: a collection, a busy machine.
            boolean heldUp = to - from - wait > budget / 2;
            if ((isLate && !heldUp) || to - end >= 0) {
                job.abandon();
                if (longest >= 2 * allowed) {
                    slow(reading.generation);
                }
                return null;
            }
            from = to;
            wait = Math.max(MILLISECOND, isLate ? budget / 2 : allowed - longest);
        }
    }

    private void slow(int generation) {
        synchronized (this) {
            if (slow || generation != now.generation) {
                return;
            }
            long at = nanoClock.getAsLong();
            pause = at - slowAt < 2 * LONGEST_PAUSE ? Math.min(LONGEST_PAUSE, 2 * pause) : FIRST_PAUSE;
            slowAt = at;
            probeAt = at + pause;
            slow = true;
        }
        log.warn(
                "disk tier is not read, the other tiers serve: {} takes longer than {} ms. If that is its usual pace, set a"
                        + " longer `tiers.disk.timeout`, or `tiers.disk: off`. Tried again in the background.",
                home,
                Duration.ofNanos(budget).toMillis());
    }

    /** Tries the disk with a read for which nobody waits, if it is time. */
    private void probe(Read read, long begin) {
        if (begin - probeAt < 0) {
            return;
        }
        synchronized (this) {
            if (!slow || begin - probeAt < 0) {
                return;
            }
            pause = Math.min(probes > 0 ? STUCK_PAUSE : LONGEST_PAUSE, 2 * pause);
            probeAt = begin + pause;
            probes++;
        }
        boolean started = false;
        try {
            DaemonThread.of("reprise-disk-probe", () -> probe(read)).start();
            started = true;
        } catch (Throwable e) { // Out of native threads, for one.
            log.debug("cannot probe the disk", e);
        } finally {
            if (!started) {
                probed();
            }
        }
    }

    private void probe(Read read) {
        long begin = nanoClock.getAsLong();
        try {
            read.run();
        } catch (IOException | RuntimeException e) { // An answer, and perhaps a quick one.
            log.debug("the disk answered a probe", e);
        } finally {
            probed();
        }
        if (nanoClock.getAsLong() - begin <= budget) {
            quick();
        }
    }

    private synchronized void probed() {
        probes--;
    }

    private void quick() {
        synchronized (this) {
            if (!slow) {
                return;
            }
            now = now();
            slowAt = nanoClock.getAsLong();
            quickAt = slowAt - TRUST;
            pause = Math.min(LONGEST_PAUSE, pause);
            late = 0;
            slow = false;
        }
        log.info("disk tier is read again: {}", home);
    }
}
