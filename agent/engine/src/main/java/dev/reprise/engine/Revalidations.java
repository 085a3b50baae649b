package dev.reprise.engine;

import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.Lookup.StaleHit;
import dev.reprise.engine.epoch.Subjects;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.value.Uncacheable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets one call ask again for an entry whose time is over, or nearly, while the others are answered by it. It is the first call
 * that comes then, on its caller's thread: there it has what hangs on the thread, and nothing is done that nobody waits for.
 * Thread-safe.
 */
final class Revalidations {

    /** When one that asks has not come to an end by then, another one does. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Flights asking = new Flights(LONGEST);

    /** Makes a call that no entry answers of one for which there is one. */
    @FunctionalInterface
    interface Asking {

        /**
         * Returns the call.
         *
         * @param own ended with the body
         */
        Lookup.Miss missed(Flight own) throws Uncacheable;
    }

    /**
     * Returns what answers a call of a method that asks again in time: what an entry holds, a {@link Lookup} if the entry is
     * late, or null if there is none.
     *
     * @param asks makes the call that asks again
     */
    @Nullable
    Object found(CachedMethod method, Stale stale, CacheKey key, Inputs inputs, Asking asks) throws Uncacheable {
        Entries entries = method.entries();
        Subjects subjects = method.evictedBy(inputs.tenant());
        Object early = entries.early(key, method, subjects);
        if (early != null) {
            return early;
        }
        LateEntry late = entries.late(key, method, subjects);
        if (late == null) {
            return null;
        }
        boolean isOver = late.lateMillis() >= 0;
        Object value = isOver || stale.isAhead() ? entries.get(key, method, subjects) : late.found();
        if (value != null && (isOver || late.lateMillis() < -method.life().ahead())) {
            return value; // Another process has asked again, perhaps.
        }
        if (isOver && !stale.allowsWhileRevalidating(late)) {
            return null;
        }
        Flight own = asking.begin(key);
        if (asking.inForce(own) == own) {
            return asked(own, isOver, asks);
        }
        return isOver ? new StaleHit(late.found(), late.ageMillis()) : value == null ? late.found() : value;
    }

    private static Lookup asked(Flight own, boolean isOver, Asking asks) throws Uncacheable {
        try {
            Lookup.Miss miss = asks.missed(own);
            return isOver ? miss : miss.ahead();
        } catch (Throwable failure) {
            own.end();
            throw failure;
        }
    }
}
