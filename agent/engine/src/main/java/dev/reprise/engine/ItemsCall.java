package dev.reprise.engine;

import dev.reprise.engine.Lookup.Failed;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.Reduced;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.key.Unkeyable;
import dev.reprise.engine.redis.ClaimedCall;
import dev.reprise.engine.value.Uncacheable;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call about items that no entry answers as a whole; it waits for one about the same items, and for those items that other
 * processes ask for.
 */
final class ItemsCall implements Coalescing.Unanswered {

    private final LookUps lookUps;
    private final Batches batches;
    private final Coalescing coalescing;
    private final @Nullable SharedFlights shared;
    private final BatchCall call;
    private final Miss miss;
    private final long landings;
    private Lookup found;

    /**
     * @param found a miss
     * @param landings what {@link Flights#landings} was before it was looked up
     */
    ItemsCall(
            LookUps lookUps,
            Batches batches,
            Coalescing coalescing,
            @Nullable SharedFlights shared,
            BatchCall call,
            Lookup found,
            Miss miss,
            long landings) {
        this.lookUps = lookUps;
        this.batches = batches;
        this.coalescing = coalescing;
        this.shared = shared;
        this.call = call;
        this.found = found;
        this.miss = miss;
        this.landings = landings;
    }

    @Override
    public CachedMethod method() {
        return miss.method();
    }

    @Override
    public CacheKey key() {
        return miss.key();
    }

    @Override
    public Inputs inputs() {
        return miss.inputs();
    }

    @Override
    public @Nullable Lookup meanwhile(@Nullable Flight own, long since) throws Unkeyable, Uncacheable {
        if (own == null || coalescing.landings() != landings) {
            find();
        }
        if (shared != null && found.miss() != null && method().waitsOnItsThread()) {
            List<ClaimedCall> others = claimedByOthers(shared, own, since);
            if (!others.isEmpty()) {
                shared.await(others, own, since, this::waited);
            }
        }
        if (found.miss() != null) {
            return null;
        }
        return found instanceof Hit hit ? hit.coalesced() : found;
    }

    @Override
    public @Nullable LateEntry late() {
        return LateItems.found(found);
    }

    @Override
    public @Nullable Failed failedBefore() {
        Miss last = found.miss();
        return last == null ? null : lookUps.failedBefore(last);
    }

    @Override
    public boolean isMadeElsewhere(Flight own) throws Unkeyable, Uncacheable {
        List<ClaimedCall> others = shared == null ? List.of() : claimedByOthers(shared, own, own.beganNanos());
        if (shared != null && !others.isEmpty()) {
            shared.follow(others, own, this::answer);
        }
        return !others.isEmpty();
    }

    /**
     * Claims the items that are to be asked for. If others ask for a part of them, this call is made without those.
     *
     * @param own ends the claims; null if this call has waited for another one, and claims nothing
     * @param since when its wait began: there may be no time left to wait for anything
     * @return what is to be waited for first: all of them if others ask for all; otherwise nothing
     */
    private List<ClaimedCall> claimedByOthers(SharedFlights claims, @Nullable Flight own, long since)
            throws Unkeyable, Uncacheable {
        Miss last = found.miss();
        List<CacheKey> keys =
                last == null || last.batch() == null ? null : last.batch().keys();
        BitSet asked = last == null || keys == null ? new BitSet() : Batches.asked(last);
        if (last == null || keys == null || asked.isEmpty() || asked.cardinality() > claims.most()) {
            return List.of();
        }
        List<ClaimedCall> calls = AwaitedItems.calls(method(), keys, asked);
        Set<CacheKey> others = new HashSet<>();
        BitSet claimed = own == null ? claims.claimed(calls) : claims.claimedByOthers(calls, own);
        if (claims.isOver(since)) {
            return List.of(); // Its own are claimed all the same, for those elsewhere.
        }
        claimed.stream().forEach(i -> others.add(calls.get(i).key()));
        BitSet awaited = new BitSet();
        asked.stream().filter(i -> others.contains(keys.get(i))).forEach(awaited::set);
        if (others.size() == calls.size() && asked.cardinality() == missing(last)) {
            return calls;
        }
        if (!awaited.isEmpty()) {
            found = batches.without(new AwaitedItems(claims, method(), inputs(), key(), keys, awaited, since), found);
        }
        return List.of();
    }

    /** Returns how many items have no entry. */
    private static int missing(Miss last) {
        BatchCall all = last.batch();
        return all == null ? 0 : all.items().size() - all.answered();
    }

    private void find() throws Unkeyable, Uncacheable {
        found = batches.found(miss.method(), call, miss.inputs(), /* before= */ null);
    }

    /** Looks again, on this thread; returns null if that is in vain. */
    private @Nullable Object waited() {
        try {
            find();
        } catch (Unkeyable | Uncacheable changed) {
            return null;
        }
        return found.miss() == null ? found : null;
    }

    /** Looks whether entries answer the call by now, on another thread. */
    private @Nullable Object answer() {
        try {
            Lookup now = batches.found(miss.method(), call, miss.inputs(), /* before= */ null);
            return now.miss() == null ? now : null;
        } catch (Unkeyable | Uncacheable changed) {
            return null;
        }
    }

    @Override
    public Lookup missed(@Nullable Flight own) {
        Miss last = found.miss();
        if (own == null || last == null) {
            return found;
        }
        return found instanceof Reduced reduced ? reduced.with(own) : last.with(own);
    }
}
