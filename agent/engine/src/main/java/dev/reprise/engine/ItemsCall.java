package dev.reprise.engine;

import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.Reduced;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.key.Unkeyable;
import dev.reprise.engine.value.Uncacheable;
import org.jspecify.annotations.Nullable;

/** A call about items that no entry answers as a whole; it waits for one about the same items. */
final class ItemsCall implements Coalescing.Unanswered {

    private final Batches batches;
    private final Coalescing coalescing;
    private final BatchCall call;
    private final Miss miss;
    private final long landings;
    private Lookup found;

    /**
     * @param found a miss
     * @param landings what {@link Flights#landings} was before it was looked up
     */
    ItemsCall(Batches batches, Coalescing coalescing, BatchCall call, Lookup found, Miss miss, long landings) {
        this.batches = batches;
        this.coalescing = coalescing;
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
    public @Nullable Lookup meanwhile(@Nullable Flight own) throws Unkeyable, Uncacheable {
        if (own == null || coalescing.landings() != landings) {
            found = batches.found(miss.method(), call, miss.inputs(), /* before= */ null);
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
    public Lookup missed(@Nullable Flight own) {
        Miss last = found.miss();
        if (own == null || last == null) {
            return found;
        }
        return found instanceof Reduced reduced ? reduced.with(own) : last.with(own);
    }
}
