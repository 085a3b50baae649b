package dev.reprise.engine.standing;

import dev.reprise.engine.config.EvictRule;
import java.util.List;
import java.util.Set;

/** What keeps woven methods from asking at all. */
@FunctionalInterface
public interface Switch {

    /**
     * Lets them ask, or not. Called by one thread at a time, and returns at once.
     *
     * @param open whether they ask
     */
    void open(boolean open);

    /** Begins what is there for calls alone, now that they may be asked. No lock is held meanwhile; throws nothing. */
    default void opened() {}

    /** Returns what calls make stale of which nobody hears while methods do not ask. */
    default List<EvictRule> unheard() {
        return List.of();
    }

    /**
     * Evicts what calls have made stale of which nobody has heard. It may have to wait for a disk.
     *
     * @param rules what the calls make stale
     * @return what was evicted, in words
     */
    default Set<String> evict(List<EvictRule> rules) {
        return Set.of();
    }
}
