package dev.reprise.engine.epoch;

import dev.reprise.engine.key.CacheKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Redis does not know yet. While it is away for long so much comes together that one eviction of everything takes its
 * place. Guarded by its user.
 */
final class OwedToRedis {

    private static final int MOST = 10_000;

    private final LinkedHashMap<CacheKey, Eviction> evictions = new LinkedHashMap<>();

    /** Of these, what another process of the home has to tell, if it has not ended before. */
    private final Set<CacheKey> borrowed = new HashSet<>();

    /** Comes before all others; null if not everything is to be evicted. */
    private @Nullable Eviction everything;

    void add(Eviction eviction) {
        evictions.remove(eviction.id());
        evictions.put(eviction.id(), eviction);
        borrowed.remove(eviction.id());
    }

    /** As above, of another process of the home. */
    void borrow(Eviction eviction) {
        if (evictions.put(eviction.id(), eviction) == null) {
            borrowed.add(eviction.id());
        }
    }

    /** Owes the eviction of everything, in place of all. */
    void addEverything(long number) {
        evictions.clear();
        borrowed.clear();
        everything = new Eviction(Eviction.Kind.SHARED_GENERATION, new CacheKey(0, 0, 0, 0), number);
    }

    /** Returns what stands in all stamps until everything is evicted for the others, too; 0 if it is not to be. */
    long everything() {
        return everything == null ? 0 : everything.epoch();
    }

    boolean isTooMuch() {
        return evictions.size() > MOST;
    }

    /** Returns what is to be told from here: all but what another process has to tell. */
    List<Eviction> own() {
        List<Eviction> own = new ArrayList<>(evictions.size() - borrowed.size() + 1);
        if (everything != null) {
            own.add(everything);
        }
        for (Eviction eviction : evictions.values()) {
            if (!borrowed.contains(eviction.id())) {
                own.add(eviction);
            }
        }
        return own;
    }

    boolean hasOwn() {
        return everything != null || evictions.size() > borrowed.size();
    }

    List<Eviction> borrowed() {
        List<Eviction> others = new ArrayList<>(borrowed.size());
        for (Eviction eviction : evictions.values()) {
            if (borrowed.contains(eviction.id())) {
                others.add(eviction);
            }
        }
        return others;
    }

    boolean hasBorrowed() {
        return !borrowed.isEmpty();
    }

    /** Makes our own what is still to be told of it. */
    void adopt(List<Eviction> others) {
        for (Eviction eviction : others) {
            if (eviction.equals(evictions.get(eviction.id()))) {
                borrowed.remove(eviction.id());
            }
        }
    }

    /** Returns what Redis does not know yet of a subject or key; null if there is nothing, or all of it is to go. */
    @Nullable
    Eviction get(CacheKey id) {
        return evictions.isEmpty() ? null : evictions.get(id);
    }

    /** Notes that Redis was told. */
    void paid(Eviction eviction) {
        if (evictions.remove(eviction.id(), eviction)) {
            borrowed.remove(eviction.id());
        }
        if (eviction.equals(everything)) {
            everything = null;
        }
    }
}
