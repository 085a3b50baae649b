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
import java.time.InstantSource;
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

    private record Remembered(CopiedFailure failure, long untilMillis, long stamp) {}

    Negatives(NegativeRule rule, FieldAccess access, InstantSource clock) {
        this.rule = rule;
        this.access = access;
        this.clock = clock;
    }

    /** Returns the failure of a call that has failed before, or null. */
    @Nullable
    Failed found(CacheKey key, Subjects subjects) {
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
        return new Failed(failure, Source.MEMORY);
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
        Stamps stamps = miss.begun().of(miss.key());
        CopiedFailure copied = stamps == null ? null : CopiedFailure.of(thrown, access);
        if (stamps != null && copied != null) {
            long now = clock.millis();
            makeRoom(now);
            failures.put(miss.key(), new Remembered(copied, now + rule.ttl().toMillis(), stamps.memory()));
        }
    }

    /** Forgets how a call failed that has answered by now. */
    void answered(CacheKey key) {
        failures.remove(key);
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
        Inputs inputs = miss.inputs();
        try {
            return miss.method()
                    .plan()
                    .key(inputs.tenant(), inputs.receiver(), inputs.arguments())
                    .equals(miss.key());
        } catch (Unkeyable | RuntimeException | LinkageError | StackOverflowError changed) {
            return false;
        }
    }
}
