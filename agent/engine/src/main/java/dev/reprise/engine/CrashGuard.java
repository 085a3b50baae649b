package dev.reprise.engine;

import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches how often something fails inside that should not, and ends it when that is too often: each such call was answered
 * by its real method, but paid for nothing. Thread-safe; costs nothing as long as nothing fails.
 */
final class CrashGuard {

    /** So many failures within {@link #WINDOW_MILLIS} are looked at. */
    static final int FAILURES = 100;

    static final long WINDOW_MILLIS = 10_000;

    /** They are too many if they are more than one of so many calls. */
    private static final int ONE_OF = 10;

    private final InstantSource clock;
    private final LongSupplier calls;
    private final Consumer<String> end;
    private long begun;
    private long callsBefore;
    private long failures;

    /**
     * @param calls how many calls there have been
     * @param end called with the reason when too much has failed
     */
    CrashGuard(InstantSource clock, LongSupplier calls, Consumer<String> end) {
        this.clock = clock;
        this.calls = calls;
        this.end = end;
    }

    /** Notes that something has failed. */
    void failed(Throwable failure) {
        String reason = tooMuch(failure);
        if (reason != null) {
            end.accept(reason);
        }
    }

    private synchronized @Nullable String tooMuch(Throwable failure) {
        long now = clock.millis();
        if (failures == 0 || now - begun > WINDOW_MILLIS) {
            begun = now;
            callsBefore = calls.getAsLong();
            failures = 0;
        }
        failures++;
        // Not at each: to count calls takes a look at every method.
        if (failures % FAILURES != 0 || failures * ONE_OF <= calls.getAsLong() - callsBefore) {
            return null;
        }
        String reason = failures + " calls failed inside it within " + (now - begun) + " ms, the last by "
                + failure.getClass().getName();
        failures = 0;
        return reason;
    }
}
