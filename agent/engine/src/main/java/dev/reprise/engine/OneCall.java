package dev.reprise.engine;

import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.epoch.Subjects;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.value.Uncacheable;
import org.jspecify.annotations.Nullable;

/** A call about one thing that no entry answers. */
record OneCall(LookUps lookUps, @Nullable SharedFlights shared, CachedMethod method, CacheKey key, Inputs inputs)
        implements Coalescing.Unanswered {

    @Override
    public @Nullable Lookup meanwhile(@Nullable Flight own) {
        Entries entries = method.entries();
        Subjects subjects = method.evictedBy(inputs.tenant());
        Object found = own == null ? entries.get(key, method, subjects) : entries.held(key, method, subjects);
        if (found == null && own != null && shared != null && method.waitsOnItsThread()) {
            found = shared.claimOrWait(entries.scope(), key, own, () -> entries.get(key, method, subjects));
        }
        return found == null ? null : Hit.coalesced(found);
    }

    @Override
    public @Nullable LateEntry late() {
        return LateAnswers.ofOne(method, key, inputs);
    }

    @Override
    public boolean isMadeElsewhere(Flight own) {
        Entries entries = method.entries();
        return shared != null
                && shared.isMadeElsewhere(
                        entries.scope(), key, own, () -> entries.get(key, method, method.evictedBy(inputs.tenant())));
    }

    @Override
    public Lookup missed(@Nullable Flight own) throws Uncacheable {
        return lookUps.missed(method, key, inputs.caller(), inputs.receiver(), inputs.arguments(), own);
    }
}
