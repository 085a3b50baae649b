package dev.reprise.engine.epoch;

import dev.reprise.engine.key.CacheKey;
import java.util.Map;

/**
 * What is known of evictions at one time.
 *
 * @param version another one whenever something was learned, and higher
 * @param floor what began at a lower version is not kept: it may have been evicted by a key that is forgotten
 * @param hasKeys whether there are keys
 * @param keys the keys whose entries were evicted lately; grows
 */
record Known(long version, long floor, boolean hasKeys, Map<CacheKey, KeyEpoch> keys) {}
