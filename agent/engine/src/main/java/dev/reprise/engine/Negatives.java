package dev.reprise.engine;

import dev.reprise.engine.Lookup.Failed;
import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.NegativeRule;
import dev.reprise.engine.epoch.Stamps;
import dev.reprise.engine.epoch.Subjects;
import dev.reprise.engine.failure.Stopped;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.key.Unkeyable;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.CopiedFailure;
import dev.reprise.engine.value.Uncacheable;
import java.time.InstantSource;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * How calls of one method have failed lately, where a user wants that equal ones fail so for a while. In memory alone; each caller
 * gets a failure of his own. Holds classes of the host, as its method does. Thread-safe.
 */
final class Negatives {

    /** So many are remembered at the most. */
    private static final int MOST = 1_000;

    private final NegativeRule rule;
    private final FieldAccess access;
    private final InstantSource clock;
    private final ConcurrentMap<CacheKey, Remembered> failures = new ConcurrentHashMap<>();

    /**
     * How a call has failed.
     *
     * @param isDone whether it did to its arguments what the method's {@link Effect} says
     */
    private record Remembered(CopiedFailure failure, long untilMillis, long stamp, boolean isDone) {}

    Negatives(NegativeRule rule, FieldAccess access, InstantSource clock) {
        this.rule = rule;
        this.access = access;
        this.clock = clock;
    }

    /** Returns the failure of a call that has failed before, or null. What that did to its arguments is done to these. */
    @Nullable
    Failed found(CachedMethod method, CacheKey key, Inputs inputs) {
        Subjects subjects = method.evictedBy(inputs.tenant());
        Remembered remembered = failures.get(key);
        if (remembered == null) {
            return null;
        }
        boolean holds = clock.millis() < remembered.untilMillis && remembered.stamp == subjects.inMemory(key);
        Throwable failure = holds ? remembered.failure.copy() : null;
        if (failure == null) {
            failures.remove(key, remembered);
            return null;
        }
        return remembered.isDone && !isRepeated(method.effect(), inputs) ? null : new Failed(failure, Source.MEMORY);
    }

    private static boolean isRepeated(@Nullable Effect effect, Inputs inputs) {
        try {
            if (effect != null) {
                effect.fail(inputs.arguments());
            }
            return true;
        } catch (Uncacheable refused) {
            return false;
        }
    }

    /**
     * Returns the failure of a call about items of which those that a real call would be about have failed before, just these
     * together, or all of this call's; otherwise null.
     */
    @Nullable
    Failed foundOf(Miss miss) {
        for (CacheKey key : keys(miss)) {
            Failed failed = found(miss.method(), key, miss.inputs());
            if (failed != null) {
                return failed;
            }
        }
        return null;
    }

    /** Returns the key of a call, and that of what the provider was asked. */
    private static Set<CacheKey> keys(Miss miss) {
        Set<CacheKey> keys = new LinkedHashSet<>();
        keys.add(miss.key());
        keys.add(asked(miss));
        return keys;
    }

    /** Returns the key of what the provider was asked. How that failed says nothing of other items of the call, later say. */
    private static CacheKey asked(Miss miss) {
        BatchCall call = miss.batch();
        return call == null || call.rest() == null ? miss.key() : call.rest().key();
    }

    /** Takes what the body of a call threw; remembers it if it is one of those that are meant. */
    void failed(Miss miss, Throwable thrown) {
        CachedMethod method = miss.method();
        boolean ofProvider = method.providerFailure(thrown) != null;
        if (miss.meter().observes()
                || miss.shadowed() != null
                || miss.meter().isMadeOfLate(method)
                || miss.inputs().caller().control() != Control.NONE
                || method.mode() != Mode.ON
                || Thread.currentThread().isInterrupted()
                || Stopped.was(thrown)
                || !rule.exceptions().mean(thrown, ofProvider)
                || !isUnchanged(miss)) {
            return;
        }
        CopiedFailure copied = CopiedFailure.of(thrown, access);
        if (copied == null) {
            return;
        }
        try {
            boolean isDone = method.effect() != null && method.effect().isDone(miss.inputs());
            remember(miss, asked(miss), copied, isDone);
        } catch (Uncacheable inPart) {
            // Nobody could repeat what it did.
        }
    }

    private void remember(Miss miss, CacheKey key, CopiedFailure copied, boolean isDone) {
        Stamps stamps = miss.begun().of(key);
        if (stamps != null) {
            long now = clock.millis();
            makeRoom(now);
            failures.put(key, new Remembered(copied, now + rule.ttl().toMillis(), stamps.memory(), isDone));
        }
    }

    /** Forgets how a call failed that has answered by now. */
    void answered(Miss miss) {
        keys(miss).forEach(failures::remove);
    }

    private void makeRoom(long now) {
        if (failures.size() >= MOST) {
            failures.values().removeIf(each -> each.untilMillis <= now);
        }
        if (failures.size() >= MOST) {
            failures.clear(); // They are short-lived, and so many differ that few are asked for again.
        }
    }

    private static boolean isUnchanged(Miss miss) {
        try {
            return LateAnswers.isUnchanged(miss)
                    && Reductions.isUnchanged(miss, Collections.newSetFromMap(new IdentityHashMap<>()));
        } catch (Unkeyable | RuntimeException | LinkageError | StackOverflowError changed) {
            return false;
        }
    }
}
