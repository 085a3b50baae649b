package dev.reprise.engine;

import dev.reprise.engine.audit.Audit;
import dev.reprise.engine.worth.Worth;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts how the calls of one method ended. Safe for use by any number of threads; a count read while calls run may
 * miss the newest of them.
 */
final class Outcomes {

    private final LongAdder fromDisk = new LongAdder();
    private final LongAdder fromRedis = new LongAdder();
    private final LongAdder coalesced = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder staleForFailure = new LongAdder();
    private final LongAdder partlyMisses = new LongAdder();
    private final LongAdder bypasses = new LongAdder();
    private final LongAdder stored = new LongAdder();
    private final LongAdder observed = new LongAdder();
    private final LongAdder repeated = new LongAdder();
    private final Saved saved = new Saved();
    private final OwnCost own = new OwnCost();
    private final Saved wouldSave = new Saved();
    private final ReasonCounts reasons = new ReasonCounts();
    private final Audit audit = new Audit();
    private final Shadows shadows = new Shadows();

    /** Returns what is found out about the method while it is observed. */
    Audit audit() {
        return audit;
    }

    /** Returns what counts the calls that are made for comparison. */
    Shadows shadows() {
        return shadows;
    }

    /** Returns what the calls cost Reprise itself. */
    OwnCost own() {
        return own;
    }

    /**
     * Counts a hit.
     *
     * @param worth what it saved; null if nobody knows
     */
    void hit(Source source, @Nullable Worth worth) {
        saved.hit(worth);
        if (source == Source.DISK) {
            fromDisk.increment();
        } else if (source == Source.REDIS) {
            fromRedis.increment();
        } else if (source == Source.COALESCED) {
            coalesced.increment();
        }
    }

    /** Counts a hit of an entry whose time was over. */
    void stale() {
        stale.increment();
    }

    /** Counts a miss whose real method failed, and that an entry answered whose time was over. */
    void staleForFailure() {
        stale.increment();
        staleForFailure.increment();
    }

    void missed() {
        misses.increment();
    }

    /**
     * Counts a miss of which entries answered a part.
     *
     * @param worth what that saved; null if nobody knows
     */
    void partlyMissed(@Nullable Worth worth) {
        misses.increment();
        partlyMisses.increment();
        if (worth != null) {
            saved.add(worth);
        }
    }

    void stored() {
        stored.increment();
    }

    void observed() {
        observed.increment();
    }

    void repeated() {
        repeated.increment();
    }

    /** Counts what entries would have saved. */
    void wouldSave(Worth worth) {
        wouldSave.add(worth);
    }

    /** Counts a bypass; returns whether it is the first for this reason. */
    boolean bypassed(String reason) {
        bypasses.increment();
        return reasons.bypassed(reason);
    }

    /** Counts a bypass that the user asked for. */
    void leftOut(String reason) {
        bypasses.increment();
        reasons.leftOut(reason);
    }

    /** Notes why an answer was not kept; the call itself is counted as a miss. Returns whether the reason is new. */
    boolean refused(String reason) {
        return reasons.refused(reason);
    }

    /** Returns why calls were bypassed or answers not kept. */
    ReasonCounts reasons() {
        return reasons;
    }

    Figures figures(String method, String scope) {
        return new Figures(
                method,
                scope,
                saved.hits(),
                fromDisk.sum(),
                fromRedis.sum(),
                coalesced.sum(),
                misses.sum(),
                partlyMisses.sum(),
                bypasses.sum(),
                stored.sum(),
                observed.sum(),
                repeated.sum(),
                saved.sum(),
                wouldSave.sum(),
                own.nanos(),
                own.bytes(),
                stale.sum(),
                staleForFailure.sum(),
                reasons.bypasses());
    }
}
