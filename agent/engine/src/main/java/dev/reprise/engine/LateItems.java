package dev.reprise.engine;

import dev.reprise.engine.BatchCall.Rest;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.batch.Batch;
import dev.reprise.engine.epoch.Subjects;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Patience;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what answers a call about items though the time of entries may be over: all items that the provider was asked about
 * have to have one, or nothing answers. Belongs to one call.
 */
final class LateItems {

    private final Miss miss;
    private final BatchCall call;
    private final CachedMethod method;
    private final Batch batch;
    private final Subjects subjects;
    private final Patience patience = new Patience();
    private final List<LateEntry> used = new ArrayList<>();

    private LateItems(Miss miss, BatchCall call) {
        this.miss = miss;
        this.call = call;
        this.method = miss.method();
        this.batch = call.batch();
        this.subjects = method.evictedBy(miss.inputs().tenant());
    }

    /** Returns as below what answers a call that was looked up in vain, as a hit of it would be; null if nothing does. */
    static @Nullable LateEntry found(Lookup lookup) {
        Miss miss = lookup.miss();
        if (miss == null || miss.batch() == null) {
            return null;
        }
        LateEntry all = found(miss, miss.batch());
        return all != null && miss.method().shape().isInParts() ? all.holding(List.of(Found.value(all.found()))) : all;
    }

    /** Returns what answers a call as a whole, as old as the eldest entry that it is made of; null if nothing does. */
    static @Nullable LateEntry found(Miss miss, BatchCall call) {
        LateItems items = new LateItems(miss, call);
        Object answer = items.answer();
        return answer == null || !miss.method().holds(answer) ? null : LateEntry.ofAll(items.used, answer);
    }

    private @Nullable Object answer() {
        List<CacheKey> keys = call.keys();
        if (keys == null) {
            Object whole = late(miss.key()); // Its items cannot be told apart.
            return whole instanceof RecordedBatch ? null : whole;
        }
        if (keys.size() == 1) {
            return one(keys.get(0));
        }
        Object recorded = null;
        if (call.rest() == null
                && late(miss.key()) instanceof RecordedBatch all
                && all.items().equals(keys)) {
            if (all.isWhole()) {
                return areIn(keys) ? all.answer() : null;
            }
            recorded = all.answer();
        }
        return joined(keys, recorded);
    }

    /**
     * Returns the results of all items put together.
     *
     * @param recorded what was answered beside results when just this was asked; null if it is not known
     */
    private @Nullable Object joined(List<CacheKey> keys, @Nullable Object recorded) {
        Rest rest = call.rest();
        List<Object> results = new ArrayList<>();
        Object like = null;
        for (int i = 0; i < keys.size(); i++) {
            Object result = rest == null ? null : rest.known().get(i);
            if (result == null) {
                Object one = one(keys.get(i));
                result = one == null ? null : Batches.result(batch, one);
                like = like == null ? one : like;
            }
            if (result == null) {
                return null;
            }
            results.add(result);
        }
        return like == null ? null : Batches.answer(batch, like, results, recorded);
    }

    private boolean areIn(List<CacheKey> keys) {
        for (CacheKey key : keys) {
            if (!method.rolledOut(key)) {
                return false;
            }
        }
        return true;
    }

    /** Returns what is kept of an item as an answer about it alone. */
    private @Nullable Object one(CacheKey key) {
        Object one = method.rolledOut(key) ? late(key) : null;
        return one instanceof RecordedBatch ? null : one;
    }

    private @Nullable Object late(CacheKey key) {
        LateEntry entry = method.entries().late(key, method, subjects, patience);
        if (entry == null) {
            return null;
        }
        used.add(entry);
        return Found.value(entry.found());
    }
}
