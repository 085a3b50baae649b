package dev.reprise.benchmarks.disk;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.epoch.Epochs;
import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.epoch.Subjects;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.DiskTier;
import dev.reprise.engine.tier.RandomNumbers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A disk tier with what its process knows of evictions, as the engine puts the two together. All entries have one tag.
 *
 * @param tier the tier
 * @param epochs what is known
 * @param subjects what the entries are evicted by
 */
record Shelf(DiskTier tier, Epochs epochs, Subjects subjects) {

    private static final Subject TAG = Subject.of("million", Subject.Kind.TAG, "all");

    static Shelf of(DiskTier tier) {
        Epochs epochs = new Epochs(RandomNumbers::next, key -> {});
        epochs.use(tier.evictions(epochs));
        return new Shelf(tier, epochs, epochs.subjects(List.of(TAG)));
    }

    /** Returns what an entry is to be stamped with that is made now. */
    long stamp(CacheKey key) {
        epochs.catchUp(System.currentTimeMillis());
        return subjects.now(key).home();
    }

    /** Looks an entry up; null if there is none, or it was evicted. */
    @Nullable
    Blob get(ScopeSettings scope, CacheKey key) {
        epochs.catchUp(System.currentTimeMillis());
        Blob found = tier.get(scope, key);
        return found != null && found.home() == subjects.now(key).home() ? found : null;
    }

    /** Evicts all entries. */
    void evict() {
        epochs.evict(TAG);
    }
}
