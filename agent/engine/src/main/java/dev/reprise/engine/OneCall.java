package dev.reprise.engine;

import dev.reprise.engine.Lookup.Failed;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.epoch.Subjects;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.redis.ClaimedCall;
import dev.reprise.engine.value.Uncacheable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call about one thing that no entry answers. */
record OneCall(LookUps lookUps, @Nullable SharedFlights shared, CachedMethod method, CacheKey key, Inputs inputs)
        implements Coalescing.Unanswered {

    @Override
    public @Nullable Lookup meanwhile(@Nullable Flight own, long since) {
        Entries entries = method.entries();
        Subjects subjects = method.evictedBy(inputs.tenant());
        Object found = own == null ? entries.get(key, method, subjects) : entries.held(key, method, subjects);
        if (found == null && own != null && shared != null && method.waitsOnItsThread()) {
            found = isOthers(shared, own)
                    ? shared.await(claimed(), own, since, () -> entries.get(key, method, subjects))
                    : sinceLookedUp(shared);
        }
        return found == null ? null : Hit.coalesced(found);
    }

    /** Returns what another process may have been answered, and ended its claim, between the look-up and the claim of this one. */
    private @Nullable Object sinceLookedUp(SharedFlights claims) {
        return claims.areHeld(claimed()) ? method.entries().get(key, method, method.evictedBy(inputs.tenant())) : null;
    }

    @Override
    public @Nullable Lookup sinceClaimed() {
        Object found = shared == null ? null : sinceLookedUp(shared);
        return found == null ? null : Hit.coalesced(found);
    }

    @Override
    public @Nullable LateEntry late() {
        return LateAnswers.ofOne(method, key, inputs);
    }

    @Override
    public @Nullable Failed failedBefore() {
        return lookUps.failedBefore(method, key, inputs);
    }

    @Override
    public boolean isMadeElsewhere(Flight own) {
        if (shared == null || !isOthers(shared, own)) {
            return false;
        }
        shared.follow(claimed(), own, () -> method.entries().get(key, method, method.evictedBy(inputs.tenant())));
        return true;
    }

    private boolean isOthers(SharedFlights claims, Flight own) {
        return !claims.claimedByOthers(claimed(), own).isEmpty();
    }

    private List<ClaimedCall> claimed() {
        return List.of(new ClaimedCall(method.entries().scope(), key));
    }

    @Override
    public Lookup missed(@Nullable Flight own) throws Uncacheable {
        return lookUps.missed(method, key, inputs.caller(), inputs.receiver(), inputs.arguments(), own);
    }
}
