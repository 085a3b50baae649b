package dev.reprise.engine.epoch;

import dev.reprise.engine.key.CacheKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left of evicted keys that are forgotten: each belongs to one of many groups, by some of its bits, and all that was
 * kept under the keys of its group before is evicted in its place. Immutable.
 *
 * <p>A key of a call about one item is in the group of that of the call.
 */
final class KeyGroups {

    private static final int COUNT = 1 << 15;

    static final KeyGroups NONE = new KeyGroups(null);

    /** The number of the last eviction of each group; 0 if there was none. Null if there was none at all. */
    private final long @Nullable [] numbers;

    private KeyGroups(long @Nullable [] numbers) {
        this.numbers = numbers;
    }

    static int of(CacheKey key) {
        return (int) key.b() & COUNT - 1;
    }

    static Eviction eviction(int group, long number) {
        return new Eviction(Eviction.Kind.KEYS, new CacheKey(group, 0, 0, 0), number);
    }

    /** Returns these after some evictions of groups. */
    KeyGroups with(List<Eviction> evictions) {
        if (evictions.isEmpty()) {
            return this;
        }
        long[] changed = numbers == null ? new long[COUNT] : numbers.clone();
        for (Eviction eviction : evictions) {
            changed[(int) eviction.id().a() & COUNT - 1] = eviction.epoch();
        }
        return new KeyGroups(changed);
    }

    boolean isEmpty() {
        return numbers == null;
    }

    /** Returns the last eviction of each group, as it is written down. */
    List<Eviction> evictions() {
        List<Eviction> all = new ArrayList<>();
        for (int group = 0; numbers != null && group < COUNT; group++) {
            if (numbers[group] != 0) {
                all.add(eviction(group, numbers[group]));
            }
        }
        return all;
    }

    /** Returns what stands in the stamp of an entry for its group; 0 if that was never evicted. */
    long mixed(CacheKey key) {
        if (numbers == null) {
            return 0;
        }
        int group = of(key);
        return numbers[group] == 0 ? 0 : Mix.of(numbers[group], 3, group);
    }
}
