package dev.reprise.engine.epoch;

import dev.reprise.engine.key.CacheKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the epochs that Redis counts: how often each subject was evicted since a random number, the generation,
 * was put there. Counts of one generation only grow, so that it does not matter in which order they are learned. Guarded by
 * its user.
 */
final class SharedEpochs {

    /** 0 if none is known. */
    private long generation;

    /** Whether the generation has come from Redis itself, rather than from the home. */
    private boolean asked;

    private final Map<Subject, Long> counts = new HashMap<>();

    private final OwedToRedis owed = new OwedToRedis();

    /** Returns what Redis does not know yet. */
    OwedToRedis owed() {
        return owed;
    }

    int size() {
        return counts.size();
    }

    long generation() {
        return generation;
    }

    /** Returns 0 if nothing is known. */
    long stamp(List<Subject> subjects) {
        if (generation == 0) {
            return 0;
        }
        long stamp = Mix.of(generation, owed.everything(), 0);
        for (Subject subject : subjects) {
            Long count = counts.get(subject);
            if (count != null) {
                stamp ^= Mix.of(subject.a(), subject.b(), count);
            }
            Eviction own = owed.get(new CacheKey(subject.a(), subject.b(), 0, 0));
            if (own != null) {
                stamp ^= Mix.of(own.epoch(), subject.a(), subject.b());
            }
        }
        return stamp == 0 ? 1 : stamp;
    }

    /**
     * Takes all counts that Redis has.
     *
     * @return what is new in it, as it is to be written down
     */
    List<Eviction> takeAll(long current, Map<Subject, Long> all) {
        List<Eviction> news = new ArrayList<>();
        if (generation != current) {
            generation = current;
            counts.clear();
            news.add(new Eviction(Eviction.Kind.SHARED_GENERATION, new CacheKey(current, 0, 0, 0), current));
        }
        asked = true;
        all.forEach((subject, count) -> take(subject, count, news));
        return news;
    }

    /**
     * Takes some counts; what they are worth if others are not known, nobody knows.
     *
     * @return null if they are of another generation
     */
    @Nullable
    List<Eviction> takeSome(long current, Map<Subject, Long> some) {
        if (generation != current) {
            return null;
        }
        List<Eviction> news = new ArrayList<>();
        some.forEach((subject, count) -> take(subject, count, news));
        return news;
    }

    private void take(Subject subject, long count, List<Eviction> news) {
        Long before = counts.get(subject);
        if (before == null || before < count) {
            counts.put(subject, count);
            news.add(counted(subject, count));
        }
    }

    private Eviction counted(Subject subject, long count) {
        return new Eviction(Eviction.Kind.SHARED_SUBJECT, new CacheKey(subject.a(), subject.b(), generation, 0), count);
    }

    /** Returns the subjects of which more evictions are known here than Redis has: it has forgotten some. */
    List<Subject> missingIn(Map<Subject, Long> all) {
        List<Subject> missing = new ArrayList<>();
        counts.forEach((subject, count) -> {
            if (all.getOrDefault(subject, 0L) < count) {
                missing.add(subject);
            }
        });
        return missing;
    }

    /** Forgets everything but what is owed: until Redis is asked again, nothing is known. */
    void forget() {
        generation = 0;
        asked = false;
        counts.clear();
    }

    /**
     * Takes what a process of this home has written down.
     *
     * @return whether it is another generation
     */
    boolean restore(Eviction eviction) {
        if (eviction.kind() == Eviction.Kind.SHARED_GENERATION) {
            if (!asked && generation != eviction.epoch()) {
                generation = eviction.epoch();
                counts.clear();
                return true;
            }
        } else if (eviction.id().c() == generation) {
            counts.merge(eviction.subject(), eviction.epoch(), Math::max);
        }
        return false;
    }

    /** Begins to take everything that was written down anew. */
    void restoreAnew() {
        if (!asked) {
            generation = 0;
            counts.clear();
        }
    }

    void addTo(List<Eviction> all) {
        if (generation != 0) {
            all.add(new Eviction(Eviction.Kind.SHARED_GENERATION, new CacheKey(generation, 0, 0, 0), generation));
            counts.forEach((subject, count) -> all.add(counted(subject, count)));
        }
    }
}
