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
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

    /** Of all that those asked about, for batches ask about thousands: some 2 MB. */
    private static final int MOST_KEYS = 20_000;

    private final NegativeRule rule;
    private final FieldAccess access;
    private final InstantSource clock;
    private final ConcurrentMap<CacheKey, Remembered> failures = new ConcurrentHashMap<>();
    private final LastAnswers answers = new LastAnswers();

    /**
     * How a call has failed.
     *
     * @param stamps what entries in memory would be stamped with of all that it was about, by their keys
     * @param isDone whether it did to its arguments what the method's {@link Effect} says
     */
    private record Remembered(CopiedFailure failure, long untilMillis, Map<CacheKey, Long> stamps, boolean isDone) {

        boolean isEvicted(Subjects subjects) {
            for (Map.Entry<CacheKey, Long> stamp : stamps.entrySet()) {
                if (stamp.getValue() != subjects.inMemory(stamp.getKey())) {
                    return true;
                }
            }
            return false;
        }
    }

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
        boolean holds = clock.millis() < remembered.untilMillis && !remembered.isEvicted(subjects);
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
            remember(miss, copied, isDone);
        } catch (Uncacheable inPart) {
            // Nobody could repeat what it did.
        }
    }

    private void remember(Miss miss, CopiedFailure copied, boolean isDone) {
        CacheKey key = asked(miss);
        Map<CacheKey, Long> stamps = stamps(miss, key);
        if (stamps == null || isAnsweredSince(miss, stamps)) {
            return;
        }
        long now = clock.millis();
        makeRoom(now, stamps.size());
        Remembered remembered = new Remembered(copied, now + rule.ttl().toMillis(), stamps, isDone);
        failures.put(key, remembered);
        if (isAnsweredSince(miss, stamps)) {
            failures.remove(key, remembered); // Whoever answered did not find it to forget it.
        }
    }

    /** Returns the stamps of all that a call asked about; null if something of it was evicted since it began. */
    private static @Nullable Map<CacheKey, Long> stamps(Miss miss, CacheKey asked) {
        Map<CacheKey, Long> all = new HashMap<>();
        for (CacheKey key : about(miss, asked)) {
            Stamps stamps = miss.begun().of(key);
            if (stamps == null) {
                return null;
            }
            all.put(key, stamps.memory());
        }
        return all;
    }

    /** Returns the key of what the provider was asked, and those of the items in that. */
    private static Set<CacheKey> about(Miss miss, CacheKey asked) {
        Set<CacheKey> about = new HashSet<>(Set.of(asked));
        List<CacheKey> items = miss.batch() == null ? null : miss.batch().asked();
        if (items != null) {
            about.addAll(items);
        }
        return about;
    }

    private boolean isAnsweredSince(Miss miss, Map<CacheKey, Long> stamps) {
        return answers.isSince(stamps.keySet(), miss.meter().beganNanos());
    }

    /**
     * Forgets how calls failed that were about what has been answered by now.
     *
     * @param now by the engine's monotonic clock
     */
    void answered(Miss miss, long now) {
        Set<CacheKey> answered = new HashSet<>(Refreshes.keys(miss));
        answered.add(asked(miss));
        answers.answered(answered, now); // First, for those that are about to be remembered.
        if (miss.batch() == null) {
            failures.remove(miss.key());
        } else {
            failures.values().removeIf(each -> !Collections.disjoint(each.stamps.keySet(), answered));
        }
    }

    private void makeRoom(long now, int keys) {
        if (isFull(keys)) {
            failures.values().removeIf(each -> each.untilMillis <= now);
        }
        if (isFull(keys)) {
            failures.clear(); // They are short-lived, and so many differ that few are asked for again.
        }
    }

    private boolean isFull(int keys) {
        long all = keys;
        for (Remembered each : failures.values()) {
            all += each.stamps.size();
        }
        return failures.size() >= MOST || all > MOST_KEYS;
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
