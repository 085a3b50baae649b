package dev.reprise.engine;

import dev.reprise.engine.BehindCalls.Where;
import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.Lookup.StaleHit;
import dev.reprise.engine.epoch.Subjects;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Patience;
import dev.reprise.engine.value.Uncacheable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets one call ask again for an entry whose time is over, or nearly, while the others are answered by it. It is the first call
 * that comes then. Where it may be made on any thread, it is made behind its caller, who is answered by the entry, too; else on his
 * thread, where it has what hangs on that. Thread-safe.
 */
final class Revalidations {

    /** When one that asks has not come to an end by then, another one does. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Flights asking = new Flights(LONGEST);
    private final BehindCalls behind;

    Revalidations(BehindCalls behind) {
        this.behind = behind;
    }

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
        Patience patience = new Patience();
        LateEntry late = entries.late(key, method, subjects, patience);
        if (late == null) {
            return null;
        }
        boolean isOver = late.lateMillis() >= 0;
        boolean isEarly = late.lateMillis() < -method.life().ahead();
        // Once more where another process may have asked again meanwhile, or to note that the entry is used.
        Object value = !isEarly || method.life().fromLastUse()
                ? entries.get(key, method, subjects, patience, Control.NONE)
                : late.found();
        if (value != null && (isOver || isEarly)) {
            return value; // Another process has asked again, perhaps.
        }
        if (isOver && !stale.allowsWhileRevalidating(late)) {
            return null;
        }
        Lookup asked = asked(method, stale, key, inputs, late, asks);
        if (asked != null) {
            return asked;
        }
        return isOver ? new StaleHit(late.found(), late.ageMillis()) : value == null ? late.found() : value;
    }

    /** Returns what is found by the call that asks; null if it is not this one. */
    private @Nullable Lookup asked(
            CachedMethod method, Stale stale, CacheKey key, Inputs inputs, LateEntry late, Asking asks)
            throws Uncacheable {
        if (behind.isTooEarly(method, stale, key)) {
            return null;
        }
        Flight own = asking.begin(key);
        return asking.inForce(own) == own ? asked(method, key, inputs, own, late, asks) : null;
    }

    private @Nullable Lookup asked(
            CachedMethod method, CacheKey key, Inputs inputs, Flight own, LateEntry late, Asking asks)
            throws Uncacheable {
        boolean isOver = late.lateMillis() >= 0;
        try {
            Where where = behind.asksAgain(method, key, inputs, own);
            if (where == Where.BEHIND) {
                return isOver
                        ? new StaleHit(BehindCalls.timeAlone(late.found()), late.ageMillis())
                        : Found.hit(BehindCalls.timeAlone(late.found()));
            }
            if (where == Where.NOWHERE && !isOver) {
                own.end(); // There is time for that.
                return null;
            }
            Lookup.Miss miss = asks.missed(own);
            return isOver ? miss : miss.ahead();
        } catch (Throwable failure) {
            own.end();
            throw failure;
        }
    }
}
