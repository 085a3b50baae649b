package dev.reprise.engine;

import dev.reprise.engine.config.Staleness;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done with the entries of one method whose time is over, or nearly, and whether its provider fails at present.
 * Thread-safe.
 */
final class Stale {

    private static final Logger log = LoggerFactory.getLogger(Stale.class);

    /** For so long a provider must not have failed. */
    private static final long CALM = 60_000_000_000L;

    /** How many stale answers its calls got; written and read by {@link Lateness} alone, under its lock. */
    long given;

    private final String method;
    private final Staleness settings;
    private final AtomicBoolean fails = new AtomicBoolean();
    private final LongAdder sinceItFails = new LongAdder();
    private volatile long lastFailedNanos;

    private Stale(String method, Staleness settings) {
        this.method = method;
        this.settings = settings;
    }

    /** Returns what is done with the entries of a method; null if nothing is. */
    static @Nullable Stale of(String method, Staleness settings) {
        return settings.isOff() ? null : new Stale(method, settings);
    }

    /** Returns whether an entry may answer a call whose provider fails. */
    boolean allowsIfError(LateEntry entry) {
        return entry.lateMillis() < settings.ifErrorMillis();
    }

    /** Returns whether entries may answer calls whose provider fails. */
    boolean isIfError() {
        return settings.ifErrorMillis() > 0;
    }

    /** Returns whether an entry may answer a call while another one asks again. */
    boolean allowsWhileRevalidating(LateEntry entry) {
        return entry.lateMillis() < settings.whileRevalidateMillis();
    }

    /** Returns whether one call asks again for what others are still answered by. */
    boolean asksAgain() {
        return settings.asksAgain();
    }

    /**
     * Notes that an entry answers a call whose provider failed. That this begins is said once.
     *
     * @param failure what the provider did
     * @param nanos the time, on a monotonic clock
     */
    void answersFor(String failure, long nanos) {
        sinceItFails.increment();
        lastFailedNanos = nanos;
        if (!fails.get() && fails.compareAndSet(false, true)) {
            log.warn("{}: its provider fails ({}); entries whose time is over answer what they can", method, failure);
        }
    }

    /**
     * Notes that the real method has answered. That this ends what went before is said once it has not failed for a while: one
     * that limits its rate fails and answers by turns.
     *
     * @param nanos the time, as above
     */
    void answered(long nanos) {
        if (fails.get() && nanos - lastFailedNanos >= CALM && fails.compareAndSet(true, false)) {
            log.info(
                    "{}: its provider has not failed for a minute; stale answers since it did: {}",
                    method,
                    sinceItFails.sumThenReset());
        }
    }
}
