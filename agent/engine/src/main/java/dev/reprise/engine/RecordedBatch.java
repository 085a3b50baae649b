package dev.reprise.engine;

import dev.reprise.engine.key.CacheKey;
import java.util.List;

/**
 * What an entry holds of a whole call about several items.
 *
 * @param items the keys under which the results are, in the order of the items
 * @param answer the answer as it was recorded
 * @param isWhole whether the answer has its results; otherwise they are put into it
 */
record RecordedBatch(List<CacheKey> items, Object answer, boolean isWhole) {}
