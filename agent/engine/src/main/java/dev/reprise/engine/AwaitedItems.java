package dev.reprise.engine;

import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.batch.Batch;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.redis.ClaimedCall;
import dev.reprise.engine.tier.Patience;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Items of a call that other processes ask the provider about. The call is made about the others at once, so that nobody waits
 * while somebody waits for it; then these are waited for. Belongs to one call.
 */
final class AwaitedItems {

    private final SharedFlights shared;
    private final CachedMethod method;
    private final Inputs inputs;
    private final CacheKey call;
    private final List<CacheKey> keys;
    private final BitSet awaited;
    private final long since;
    private volatile @Nullable Object answer;

    /**
     * @param call the key of the call
     * @param keys those of all its items
     * @param awaited the numbers of those that are waited for
     * @param since when the wait of the call began
     */
    AwaitedItems(
            SharedFlights shared,
            CachedMethod method,
            Inputs inputs,
            CacheKey call,
            List<CacheKey> keys,
            BitSet awaited,
            long since) {
        this.shared = shared;
        this.method = method;
        this.inputs = inputs;
        this.call = call;
        this.keys = keys;
        this.awaited = awaited;
        this.since = since;
    }

    /** Returns whether an item is waited for. */
    boolean has(int item) {
        return awaited.get(item);
    }

    /** Takes what was answered about the others; returns false if that was taken before. */
    boolean takes(Object others) {
        boolean isFirst = answer == null;
        if (isFirst) {
            answer = others;
        }
        return isFirst;
    }

    /** Returns what was answered about the others; null if nothing is. */
    @Nullable
    Object answer() {
        return answer;
    }

    /**
     * Waits until the items have entries, or there is no hope of that any more; not for longer than the bound, in which
     * whatever the call has waited for before counts, too. If that is over, they are looked for once.
     *
     * @param known what is known of all items; null where nothing is
     * @return the same with what was waited for; null if a part of it is missing
     */
    @Nullable
    List<@Nullable Object> await(Batch batch, List<@Nullable Object> known) {
        List<List<@Nullable Object>> all = new ArrayList<>();
        shared.await(
                claimed(),
                /* flight= */ null,
                since,
                () -> {
                    List<@Nullable Object> joined = joined(batch, known);
                    if (joined != null) {
                        all.add(joined);
                    }
                    return joined;
                });
        return all.isEmpty() ? null : all.get(0);
    }

    /** Has something told when the items have entries, as above; returns false if it is not told. */
    boolean awaitLater(Batch batch, List<@Nullable Object> known, Runnable then) {
        return shared.tell(claimed(), call, since, () -> joined(batch, known), then);
    }

    /** Returns what is known of all items by now; null if a part of it is missing, or nothing is to be served any more. */
    @Nullable
    List<@Nullable Object> joined(Batch batch, List<@Nullable Object> known) {
        if (method.mode() != Mode.ON) {
            return null;
        }
        List<CacheKey> asked = awaited.stream().mapToObj(keys::get).toList();
        List<@Nullable Object> found =
                method.entries().getAll(asked, method, method.evictedBy(inputs.tenant()), new Patience(), Control.NONE);
        List<@Nullable Object> all = new ArrayList<>(known);
        int next = 0;
        for (int i = awaited.nextSetBit(0); i >= 0; i = awaited.nextSetBit(i + 1)) {
            Object one = Batches.ofOne(found.get(next++));
            Object result = one == null ? null : Batches.result(batch, Found.value(one));
            if (result == null) {
                return null;
            }
            all.set(i, result);
        }
        return all;
    }

    private List<ClaimedCall> claimed() {
        return calls(method, keys, awaited);
    }

    /** Returns the calls about one item each that others may have claimed, of some items. */
    static List<ClaimedCall> calls(CachedMethod method, List<CacheKey> keys, BitSet items) {
        return items.stream()
                .mapToObj(keys::get)
                .distinct()
                .map(key -> new ClaimedCall(method.entries().scope(), key))
                .toList();
    }
}
