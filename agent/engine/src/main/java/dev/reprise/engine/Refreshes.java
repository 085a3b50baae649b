package dev.reprise.engine;

import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.key.CacheKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers which entries were made anew because their callers asked for it, so that the answer of a call that began before
 * takes the place of none of them, though it comes later. Thread-safe.
 */
final class Refreshes {

    /** Beyond so many the oldest are forgotten, and of calls that began before these, no answer is kept. */
    private static final int MOST = 10_000;

    /** False until somebody asks for the first time; most services never do. */
    private volatile boolean used;

    /** When the calls began, by the keys of their entries. Guarded by this object, as is the other one. */
    private final LinkedHashMap<CacheKey, Long> begun = new LinkedHashMap<>();

    private long forgottenTo = Long.MIN_VALUE;

    /**
     * Notes that the answer of a call is about to be kept, if its caller asked for more than an entry.
     *
     * @return whether he did
     */
    boolean keeps(Miss miss) {
        if (!asksForNew(miss)) {
            return false;
        }
        synchronized (this) {
            used = true;
            for (CacheKey key : keys(miss)) {
                long began = miss.meter().beganNanos();
                Long before = begun.remove(key);
                begun.put(key, before != null && before - began > 0 ? before : began);
            }
            for (Iterator<Map.Entry<CacheKey, Long>> eldest = begun.entrySet().iterator(); begun.size() > MOST; ) {
                long began = eldest.next().getValue();
                forgottenTo = forgottenTo == Long.MIN_VALUE || began - forgottenTo > 0 ? began : forgottenTo;
                eldest.remove();
            }
        }
        return true;
    }

    /** Returns whether an entry of a call was made anew for a caller who began later. */
    boolean isOutdated(Miss miss) {
        return used && isOlder(miss);
    }

    private synchronized boolean isOlder(Miss miss) {
        long began = miss.meter().beganNanos();
        boolean isOlder = forgottenTo != Long.MIN_VALUE && began - forgottenTo < 0;
        for (CacheKey key : keys(miss)) {
            Long other = begun.get(key);
            isOlder |= other != null && (asksForNew(miss) ? began - other < 0 : began - other <= 0);
        }
        return isOlder;
    }

    private static boolean asksForNew(Miss miss) {
        return miss.inputs().caller().control() != Control.NONE;
    }

    /** Returns the keys of all entries that the call can make. */
    static List<CacheKey> keys(Miss miss) {
        BatchCall batch = miss.batch();
        if (batch == null) {
            return List.of(miss.key());
        }
        List<CacheKey> asked = batch.asked();
        List<CacheKey> all = new ArrayList<>();
        all.add(miss.key());
        if (asked != null) {
            all.addAll(asked);
        }
        return all;
    }
}
