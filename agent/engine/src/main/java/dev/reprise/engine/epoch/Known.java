package dev.reprise.engine.epoch;

import dev.reprise.engine.key.CacheKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of evictions at one time.
 *
 * @param version another one whenever something was learned, and higher
 * @param floor what began at a lower version is not kept: it may have been evicted by a key that is forgotten
 * @param hasKeys whether there are keys or groups
 * @param keys the keys whose entries were evicted lately; grows
 * @param groups those of keys that are forgotten
 */
record Known(long version, long floor, boolean hasKeys, Map<CacheKey, KeyEpoch> keys, KeyGroups groups) {

    /** Returns what is known of one key; null if nothing. */
    @Nullable
    KeyEpoch of(CacheKey key) {
        return hasKeys ? keys.get(key) : null;
    }

    /** Returns what stands for a key that may be forgotten in the stamps of a home; 0 if it is not. */
    long group(CacheKey key) {
        return hasKeys ? groups.mixed(key) : 0;
    }
}
