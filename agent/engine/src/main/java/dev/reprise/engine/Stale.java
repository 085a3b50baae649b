package dev.reprise.engine;

import dev.reprise.engine.config.ExceptionNames;
import dev.reprise.engine.config.Staleness;
import dev.reprise.engine.failure.ProviderFailure;
import dev.reprise.engine.failure.Stopped;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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

    /** For so many failures that are not the provider's an entry is looked for, to say that it could have answered. */
    private static final int MOST_UNTAKEN = 1_000;

    /** How many stale answers its calls got; written and read by {@link Lateness} alone, under its lock. */
    long given;

    private final String method;
    private final Staleness settings;
    private final Pauses pauses = new Pauses();
    private final AtomicBoolean fails = new AtomicBoolean();
    private final LongAdder sinceItFails = new LongAdder();
    private volatile long lastFailedNanos;
    private final AtomicInteger untaken = new AtomicInteger();

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

    /**
     * Returns what a provider did, or the class of another failure that the user takes for a provider's; null if a call failed
     * otherwise. What refuses a request is taken so by the name of its own class alone.
     *
     * @param ofClient whether the method is one of a client
     */
    @Nullable
    String failure(Throwable thrown, boolean ofClient) {
        String known = ProviderFailure.of(thrown, ofClient);
        return known != null || Stopped.was(thrown) || !settings.means(thrown, ProviderFailure.isRefusal(thrown))
                ? known
                : nameOf(thrown);
    }

    private static String nameOf(Throwable thrown) {
        return ExceptionNames.own(thrown).getClass().getName();
    }

    /** Returns whether it is to be said of a failure that is not the provider's that an entry could have answered. */
    boolean mayTellUntaken(Throwable thrown) {
        return isIfError()
                && untaken.get() < MOST_UNTAKEN
                && untaken.incrementAndGet() <= MOST_UNTAKEN
                && !ProviderFailure.isRefusal(thrown);
    }

    /** Says so, once. */
    void tellUntaken(Throwable thrown) {
        if (untaken.getAndSet(MOST_UNTAKEN) < MOST_UNTAKEN) {
            String name = nameOf(thrown);
            log.info(
                    "{}: failed with {}, which is not taken for a provider's failure, so that the entry that is kept for that"
                            + " did not answer; if it is one, write stale-exceptions: [{}]",
                    method,
                    name,
                    name);
        }
    }

    /** Returns whether an entry may answer a call while another one asks again. */
    boolean allowsWhileRevalidating(LateEntry entry) {
        return entry.lateMillis() < settings.whileRevalidateMillis();
    }

    /** Returns whether one call asks again for what others are still answered by. */
    boolean asksAgain() {
        return settings.asksAgain();
    }

    /** Returns for which entries it is too early to ask again. */
    Pauses pauses() {
        return pauses;
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
