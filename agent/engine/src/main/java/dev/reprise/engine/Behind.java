package dev.reprise.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the real calls of one method go that are made behind callers whom an entry answers, on other threads than theirs.
 * Thread-safe.
 */
final class Behind {

    /** So many in a row that came to nothing for another reason than the provider's, and they are made on their callers' threads. */
    private static final int IN_VAIN = 3;

    /** A method that fails now and then has one line in this time. */
    private static final long AGAIN = TimeUnit.MINUTES.toNanos(10);

    private final String method;
    private final Logger log;
    private final AtomicInteger beginning = new AtomicInteger();
    private final AtomicInteger inVain = new AtomicInteger();
    private volatile boolean over;
    /** After the provider has failed. */
    private final Pause pause = new Pause();

    /** Failures that no line has told; guarded by this, as are the two below. */
    private int untold;
    /** Whether one has been answered since a line told of a failure; there was none, to begin with. */
    private boolean answered = true;
    /** When a line told of one; null if none has. */
    private @Nullable Long toldAt;

    Behind(String method) {
        this(method, LoggerFactory.getLogger(Behind.class));
    }

    Behind(String method, Logger log) {
        this.method = method;
        this.log = log;
    }

    /** Returns whether none is to be made any more. */
    boolean isOver() {
        return over;
    }

    /** Notes that a thread is about to make one. */
    void begins() {
        beginning.incrementAndGet();
    }

    /** Notes that it has begun, or will not. */
    void begun() {
        beginning.decrementAndGet();
    }

    /** Returns whether some thread is about to make one, so that a hit need not look whether it is this one. */
    boolean isBeginning() {
        return beginning.get() != 0;
    }

    /** Notes that one has been answered. */
    void answered() {
        inVain.setPlain(0);
        pause.over();
        synchronized (this) {
            answered = true;
        }
    }

    /**
     * Notes that one has failed because its provider did, which is said once until one is answered, and then not for a while.
     *
     * @param now of a monotonic clock in nanoseconds
     */
    void providerFailed(String failure, long now) {
        failed("its provider fails: " + failure, now);
        pause.longer(now);
    }

    /** Returns whether it is too early to ask a provider again that has failed. */
    boolean isPaused(long now) {
        return pause.holds(now);
    }

    private void failed(String reason, long now) {
        int failures = toTell(now);
        if (failures == 0) {
            log.debug("{}: a real call behind a caller whom an entry answers has failed: {}", method, reason);
        } else {
            log.warn(
                    "{}: a real call behind a caller whom an entry answers has failed: {}{}",
                    method,
                    reason,
                    failures == 1 ? "" : "; " + failures + " have since this was last said");
        }
    }

    /** Returns of how many failures to tell now, this one included; 0 if this one can wait. */
    private synchronized int toTell(long now) {
        untold++;
        if (!answered || (toldAt != null && now - toldAt < AGAIN)) {
            return 0;
        }
        int failures = untold;
        untold = 0;
        answered = false;
        toldAt = now;
        return failures;
    }

    /**
     * Notes that one came to nothing that might have come to something on its caller's thread.
     *
     * @param now of a monotonic clock in nanoseconds
     */
    void inVain(String reason, long now) {
        failed(reason, now);
        if (inVain.incrementAndGet() >= IN_VAIN && !over) {
            over = true;
            log.warn(
                    "{}: no real call is made behind its callers any more: {} in a row failed, the last because {}",
                    method,
                    IN_VAIN,
                    reason);
        }
    }
}
