package dev.reprise.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the real calls of one method go that are made behind callers whom an entry answers, on other threads than theirs.
 * Thread-safe.
 */
final class Behind {

    private static final Logger log = LoggerFactory.getLogger(Behind.class);

    /** So many in a row that came to nothing for another reason than the provider's, and they are made on their callers' threads. */
    private static final int IN_VAIN = 3;

    private final String method;
    private final AtomicInteger beginning = new AtomicInteger();
    private final AtomicInteger inVain = new AtomicInteger();
    private final AtomicBoolean fails = new AtomicBoolean();
    private volatile boolean over;
    /** After the provider has failed. */
    private final Pause pause = new Pause();

    Behind(String method) {
        this.method = method;
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
        fails.set(false);
        pause.over();
    }

    /**
     * Notes that one has failed because its provider did, which is said once until one is answered.
     *
     * @param now of a monotonic clock in nanoseconds
     */
    void providerFailed(String failure, long now) {
        failed("its provider fails: " + failure);
        pause.longer(now);
    }

    /** Returns whether it is too early to ask a provider again that has failed. */
    boolean isPaused(long now) {
        return pause.holds(now);
    }

    private void failed(String reason) {
        if (fails.compareAndSet(false, true)) {
            log.warn("{}: a real call behind a caller whom an entry answers has failed: {}", method, reason);
        }
    }

    /** Notes that one came to nothing that might have come to something on its caller's thread. */
    void inVain(String reason) {
        failed(reason);
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
