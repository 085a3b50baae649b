package dev.reprise.engine.epoch;

import dev.reprise.engine.key.CacheKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a home, or a Redis, knows of evictions, for whoever moves entries between stores and knows of their subjects only the
 * namespace and the scope. Of an entry that leaves a store its stamp tells after whose evictions it was made; where it goes to
 * it gets the epochs that these subjects, its namespace and its scope have there. What was evicted by other subjects where it
 * comes from is evicted where it goes to, too, because nobody knows whether they are its own.
 * Thread-safe.
 */
public final class Ledger implements EvictionReader {

    private final long proposed;
    private boolean known;
    private long generation;
    private long unknown;
    private final Map<Subject, Long> subjects = new HashMap<>();
    private final Map<CacheKey, Long> keys = new HashMap<>();
    private KeyGroups groups = KeyGroups.NONE;

    /** What others need to know, should the log be written anew here: the last of what was told to Redis. */
    private final ToldToRedis told = new ToldToRedis();

    private long sharedGeneration;
    private final Map<Subject, Long> counts = new HashMap<>();
    private final Map<CacheKey, Long> sharedKeys = new HashMap<>();

    /**
     * @param proposed the random number that a log is to begin with if there is none
     */
    public Ledger(long proposed) {
        this.proposed = proposed;
        this.generation = proposed;
    }

    /**
     * Returns after whose evictions an entry of the home was made; null if it was evicted, or nobody can tell.
     *
     * @param stamp its stamp
     * @param own the subjects that are known of it, which are not among those returned
     */
    public synchronized @Nullable List<Subject> afterInHome(CacheKey key, long stamp, List<Subject> own) {
        return known ? Sums.parts(stamp ^ base(key) ^ sum(subjects, own), without(subjects, own)) : null;
    }

    /** As above, of an entry in Redis. */
    public synchronized @Nullable List<Subject> afterInRedis(CacheKey key, long stamp, List<Subject> own) {
        return sharedGeneration == 0 || stamp == 0
                ? null
                : Sums.parts(stamp ^ sharedBase(key) ^ sum(counts, own), without(counts, own));
    }

    /** Returns the stamp for its home of an entry that was made after the evictions of some subjects. */
    public synchronized long home(CacheKey key, List<Subject> after, List<Subject> own) {
        long stamp = base(key) ^ sum(subjects, after) ^ sum(subjects, own);
        return stamp == 0 ? 1 : stamp;
    }

    /** Returns its stamp for Redis; 0 if nothing is known of that. */
    public synchronized long shared(CacheKey key, List<Subject> after, List<Subject> own) {
        if (sharedGeneration == 0) {
            return 0;
        }
        long stamp = sharedBase(key) ^ sum(counts, after) ^ sum(counts, own);
        return stamp == 0 ? 1 : stamp;
    }

    private long base(CacheKey key) {
        Long epoch = keys.get(key);
        return Mix.of(generation, unknown, 0)
                ^ groups.mixed(key)
                ^ (epoch == null ? 0 : new KeyEpoch(epoch, 0, 0).mixed());
    }

    private long sharedBase(CacheKey key) {
        Long epoch = sharedKeys.get(key);
        return Mix.of(sharedGeneration, 0, 0) ^ (epoch == null ? 0 : new KeyEpoch(0, epoch, 0).mixedShared());
    }

    private static long sum(Map<Subject, Long> epochs, List<Subject> of) {
        long sum = 0;
        for (Subject subject : of) {
            Long epoch = epochs.get(subject);
            sum ^= epoch == null ? 0 : Mix.of(subject.a(), subject.b(), epoch);
        }
        return sum;
    }

    private static Map<Subject, Long> without(Map<Subject, Long> epochs, List<Subject> own) {
        Map<Subject, Long> mixed = new HashMap<>();
        epochs.forEach((subject, epoch) -> mixed.put(subject, Mix.of(subject.a(), subject.b(), epoch)));
        own.forEach(mixed::remove);
        return mixed;
    }

    /** Returns the subjects by which something was evicted in the home, but for some. */
    public synchronized List<Subject> inHome(Set<Subject> but) {
        return without(subjects.keySet(), but);
    }

    /** Returns those in Redis. */
    public synchronized List<Subject> inRedis(Set<Subject> but) {
        return without(counts.keySet(), but);
    }

    private static List<Subject> without(Set<Subject> all, Set<Subject> but) {
        List<Subject> others = new ArrayList<>(all);
        others.removeAll(but);
        return others;
    }

    /** Returns whether something was evicted in the home by a key or one of some subjects. */
    public synchronized boolean hasEvictedInHome(CacheKey key, List<Subject> by) {
        return keys.containsKey(key)
                || groups.mixed(key) != 0
                || !Collections.disjoint(subjects.keySet(), by)
                || hasEvictedInRedis(key, by);
    }

    /** As above, in Redis. */
    public synchronized boolean hasEvictedInRedis(CacheKey key, List<Subject> by) {
        return sharedKeys.containsKey(key) || !Collections.disjoint(counts.keySet(), by);
    }

    /** Takes what Redis has counted, and the keys that were evicted there, the oldest first. */
    public synchronized void takeShared(long current, Map<Subject, Long> all, List<Eviction> evictedKeys) {
        sharedGeneration = current;
        counts.clear();
        counts.putAll(all);
        sharedKeys.clear();
        evictedKeys.forEach(each -> sharedKeys.put(each.id(), each.epoch()));
    }

    /** What services write down, they write anew in time. */
    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public synchronized void take(long begun, boolean isAll, List<Eviction> evictions) {
        if (isAll) {
            subjects.clear();
            keys.clear();
            groups = KeyGroups.NONE;
            told.clear();
            unknown = 0;
            sharedGeneration = 0;
            counts.clear();
            sharedKeys.clear();
        }
        generation = begun;
        known = true;
        evictions.forEach(this::take);
        groups = groups.with(evictions.stream()
                .filter(eviction -> eviction.kind() == Eviction.Kind.KEYS)
                .toList());
    }

    private void take(Eviction eviction) {
        switch (eviction.kind()) {
            case SUBJECT -> subjects.put(eviction.subject(), eviction.epoch());
            case KEY -> keys.put(eviction.id(), eviction.epoch());
            case KEYS -> {
                // Taken together.
            }
            case SHARED_KEY -> sharedKeys.put(eviction.id(), eviction.epoch());
            case TOLD -> told.add(eviction.id(), eviction.epoch());
            case SHARED_GENERATION -> {
                if (sharedGeneration != eviction.epoch()) {
                    sharedGeneration = eviction.epoch();
                    counts.clear();
                    sharedKeys.clear();
                }
            }
            case SHARED_SUBJECT -> {
                if (eviction.id().c() == sharedGeneration) {
                    counts.merge(eviction.subject(), eviction.epoch(), Math::max);
                }
            }
            case UNKNOWN ->
                unknown = Mix.of(unknown, eviction.epoch(), eviction.id().a());
        }
    }

    @Override
    public synchronized void lost() {
        known = false;
        generation = proposed;
    }

    @Override
    public synchronized Summary summary() {
        List<Eviction> all = new ArrayList<>();
        subjects.forEach((subject, epoch) -> all.add(Eviction.of(Eviction.Kind.SUBJECT, subject, epoch)));
        all.addAll(groups.evictions());
        keys.forEach((key, epoch) -> all.add(new Eviction(Eviction.Kind.KEY, key, epoch)));
        all.addAll(told.of(all));
        return new Summary(proposed, all);
    }
}
