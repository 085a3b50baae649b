package dev.reprise.engine.tier;

import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.key.CacheKey;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store as a whole, for whoever works on it without a service: what fails is thrown, and takes the time that it takes. Not
 * thread-safe; services may use the store meanwhile.
 *
 * <p>Entries come and go without stamps, but with the subjects after whose evictions they were made: see {@link
 * dev.reprise.engine.epoch.Ledger}.
 */
public interface Depot extends AutoCloseable {

    /** Returns where it is, as people write it; without a password. */
    String place();

    /** Takes what lies in a store. */
    interface Visitor {

        /** Takes the next. */
        void visit(Stored stored) throws IOException;
    }

    /**
     * Shows what lies there, in no order.
     *
     * @param scope the scope; null for all
     */
    void forEach(@Nullable String scope, Visitor visitor) throws IOException;

    /**
     * Returns what lies under a key.
     *
     * @param scope the scope; null for all, where one key may have several
     */
    List<Stored> find(@Nullable String scope, CacheKey key) throws IOException;

    /** Returns what was evicted there by a tag, a method or a tenant. */
    List<Subject> evictedBy() throws IOException;

    /**
     * Says where entries come from that are going to be put.
     *
     * @param namespace their namespace
     * @param evictedBy what was evicted there, which is evicted here, too, unless it was already
     */
    void expect(String namespace, List<Subject> evictedBy) throws IOException;

    /** Returns whether something was evicted there by this key, this scope, or the namespace of what is expected. */
    boolean hasEvicted(String scope, CacheKey key) throws IOException;

    /**
     * Writes an entry in place of the one under its key.
     *
     * @param after the subjects after whose evictions it was made
     */
    void put(String scope, CacheKey key, Blob blob, List<Subject> after) throws IOException;

    /**
     * Removes all entries, or those of a scope; those of the configuration's namespace at once for the services that use the
     * store. Returns how many there were.
     *
     * @param scope the scope; null for all
     */
    default long clear(@Nullable String scope, Visitor removed) throws IOException {
        long[] number = {0};
        forEach(scope, stored -> {
            if (remove(stored.scope(), stored.key())) {
                number[0]++;
                removed.visit(stored);
            }
        });
        return number[0];
    }

    /** Removes an entry; returns whether there was one. */
    boolean remove(String scope, CacheKey key) throws IOException;

    /** Removes an entry, as above, at once for the services that use the store where they can be told. */
    default boolean evict(String scope, CacheKey key) throws IOException {
        return remove(scope, key);
    }

    /**
     * Evicts the entries of the configuration's namespace that have something in common, at once for the services that use the
     * store. They stay where they are until they expire.
     */
    void evict(Subject.Kind kind, String name) throws IOException;

    /** Evicts an entry, as above, whether there is one or not, and removes it; where the key is that of a call about one item, the item's. */
    default void evict(CacheKey key) throws IOException {
        for (CacheKey each : List.of(key, key.ofItem())) {
            for (Stored stored : find(/* scope= */ null, each)) {
                remove(stored.scope(), each);
            }
            tell(each);
        }
    }

    /** Tells the services that use the store that an entry is evicted. */
    void tell(CacheKey evicted) throws IOException;

    /** Removes what cannot be used any more and what is over a quota; returns how much that is. */
    long prune(Progress progress) throws IOException;

    /**
     * Returns how much is done of what is under way of {@link #forEach} or {@link #clear}, from 0 to 1; below zero if nobody
     * knows.
     */
    default double share() {
        return Progress.UNKNOWN;
    }

    @Override
    void close();
}
