package dev.reprise.engine.epoch;

import dev.reprise.engine.key.CacheKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The last eviction of each subject and key that Redis has been told of, by whichever process of a home. It is of use to those
 * alone that read of the eviction, too. Guarded by its user.
 */
final class ToldToRedis {

    private final Map<CacheKey, Long> last = new HashMap<>();

    void add(CacheKey id, long epoch) {
        last.put(id, epoch);
    }

    boolean has(Eviction eviction) {
        Long epoch = last.get(eviction.id());
        return epoch != null && epoch == eviction.epoch();
    }

    /** Returns what is to be written down behind some evictions: which of them it has been told of. */
    List<Eviction> of(Collection<Eviction> evictions) {
        List<Eviction> told = new ArrayList<>();
        for (Eviction eviction : evictions) {
            boolean isOfHome = eviction.kind() == Eviction.Kind.SUBJECT || eviction.kind() == Eviction.Kind.KEY;
            if (isOfHome && has(eviction)) {
                told.add(of(eviction));
            }
        }
        return told;
    }

    /** Returns what is written down when it has been told of an eviction. */
    static Eviction of(Eviction eviction) {
        return new Eviction(Eviction.Kind.TOLD, eviction.id(), eviction.epoch());
    }

    int size() {
        return last.size();
    }

    /** Forgets what it has been told of keys, and of all subjects but some. */
    void retain(Set<Subject> subjects) {
        for (Iterator<CacheKey> ids = last.keySet().iterator(); ids.hasNext(); ) {
            CacheKey id = ids.next();
            if (!subjects.contains(new Subject(id.a(), id.b()))) {
                ids.remove();
            }
        }
    }

    void clear() {
        last.clear();
    }
}
