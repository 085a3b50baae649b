package dev.reprise.engine.epoch;

import dev.reprise.engine.key.CacheKey;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the other processes of a home are to learn and could not be written down yet. Of a home that cannot be written for long
 * so much comes together that one eviction of everything takes its place. Guarded by its user.
 */
final class OwedToHome {

    private static final int MOST = 10_000;

    private final LinkedHashMap<CacheKey, Eviction> evictions = new LinkedHashMap<>();

    /** The number of the eviction of everything; 0 if there is none. */
    private long everything;

    void add(Eviction eviction) {
        evictions.put(eviction.id(), eviction);
    }

    /** Owes, in place of all, that whatever was kept before under the home's number is not served any more. */
    void addEverything(long number) {
        evictions.clear();
        everything = number;
    }

    @Nullable
    Eviction get(CacheKey id) {
        return evictions.isEmpty() ? null : evictions.get(id);
    }

    /** Returns what stands in all stamps until everything is evicted for the others, too; 0 if it is not to be. */
    long everything() {
        return everything;
    }

    List<Eviction> evictions() {
        return List.copyOf(evictions.values());
    }

    boolean isEmpty() {
        return everything == 0 && evictions.isEmpty();
    }

    boolean isTooMuch() {
        return evictions.size() > MOST;
    }

    /** Notes what has been written down. */
    void paid(long number, List<Eviction> written) {
        if (everything == number) {
            everything = 0;
        }
        for (Eviction eviction : written) {
            evictions.remove(eviction.id(), eviction);
        }
    }
}
