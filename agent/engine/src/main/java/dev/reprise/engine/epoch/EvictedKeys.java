package dev.reprise.engine.epoch;

import dev.reprise.engine.key.CacheKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The keys whose entries were evicted. An entry of before that lies on disk or in Redis still, or is put back there, is not
 * served only because its key is known here: that is why they are forgotten only where all that was kept before, or all of their
 * {@linkplain KeyGroups groups}, is not served any more. Guarded by its user, but for what {@link #byKey()} returns.
 */
final class EvictedKeys {

    /** Only added to, and replaced where something is forgotten, so that whoever reads it finds all or what comes after. */
    private Map<CacheKey, KeyEpoch> byKey = new ConcurrentHashMap<>();

    /** The oldest first. */
    private final LinkedHashMap<CacheKey, Boolean> order = new LinkedHashMap<>();

    /** Of how many an eviction is known that did not come by Redis. */
    private int inHome;

    /** Of those that were forgotten in the home. */
    private KeyGroups groups = KeyGroups.NONE;

    Map<CacheKey, KeyEpoch> byKey() {
        return byKey;
    }

    @Nullable
    KeyEpoch get(CacheKey key) {
        return byKey.get(key);
    }

    KeyGroups groups() {
        return groups;
    }

    boolean isEmpty() {
        return byKey.isEmpty() && groups.isEmpty();
    }

    /** Evicts groups of keys in the home. */
    void evictGroups(List<Eviction> evictions) {
        groups = groups.with(evictions);
    }

    /**
     * Returns what a home is to know of them, the oldest eviction first.
     *
     * @param most beyond so many, the older half of them is left out, and their groups are evicted
     * @param number of an eviction of groups
     */
    List<Eviction> ofHome(int most, long number) {
        List<Eviction> all = all(Eviction.Kind.KEY);
        int from = all.size() > most ? all.size() - most / 2 : 0;
        List<Eviction> forgotten = new ArrayList<>(from);
        for (Eviction old : all.subList(0, from)) {
            forgotten.add(KeyGroups.eviction(KeyGroups.of(old.id()), number));
        }
        List<Eviction> left = groups.with(forgotten).evictions();
        left.addAll(all.subList(from, all.size()));
        return left;
    }

    /** Returns of how many keys a home has to know that they were evicted. */
    int inHome() {
        return inHome;
    }

    /** Notes the last eviction of a key. */
    void put(CacheKey key, KeyEpoch epoch) {
        KeyEpoch before = byKey.put(key, epoch);
        inHome += (epoch.epoch() == 0 ? 0 : 1) - (before == null || before.epoch() == 0 ? 0 : 1);
        order.remove(key);
        order.put(key, true);
    }

    /** Returns them, the oldest eviction first, as far as one is known of a kind. */
    List<Eviction> all(Eviction.Kind kind) {
        List<Eviction> all = new ArrayList<>();
        for (CacheKey key : order.keySet()) {
            KeyEpoch known = byKey.get(key);
            long epoch = known == null ? 0 : kind == Eviction.Kind.KEY ? known.epoch() : known.shared();
            if (epoch != 0) {
                all.add(new Eviction(kind, key, epoch));
            }
        }
        return all;
    }

    /** Forgets what did not come by Redis: nothing that the home has had is served any more. */
    void forgetInHome(long version) {
        groups = KeyGroups.NONE;
        if (byKey.isEmpty()) {
            return;
        }
        rebuild((key, known) -> known.shared() == 0 ? null : new KeyEpoch(/* epoch= */ 0, known.shared(), version));
    }

    /**
     * Forgets what came by Redis: nothing that it has had is served any more.
     *
     * @param but what it has not been told yet
     */
    void forgetShared(Predicate<CacheKey> but, long version) {
        rebuild((key, known) -> but.test(key)
                ? known
                : known.epoch() == 0 ? null : new KeyEpoch(known.epoch(), /* shared= */ 0, version));
    }

    private interface Change {
        @Nullable
        KeyEpoch of(CacheKey key, KeyEpoch known);
    }

    private void rebuild(Change change) {
        Map<CacheKey, KeyEpoch> left = new ConcurrentHashMap<>();
        Map<CacheKey, KeyEpoch> before = byKey;
        inHome = 0;
        order.keySet().removeIf(key -> {
            KeyEpoch known = before.get(key);
            KeyEpoch now = known == null ? null : change.of(key, known);
            if (now == null) {
                return true;
            }
            left.put(key, now);
            inHome += now.epoch() == 0 ? 0 : 1;
            return false;
        });
        byKey = left;
    }
}
