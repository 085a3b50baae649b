package dev.reprise.engine;

import dev.reprise.engine.epoch.Owner;
import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.epoch.Subject.Kind;
import dev.reprise.engine.epoch.Subjects;
import dev.reprise.engine.key.CacheKey;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes entries stale, in every tier and for every process that shares one. Thread-safe; throws nothing. */
final class Evictions {

    private static final Logger log = LoggerFactory.getLogger(Evictions.class);

    private final String namespace;
    private final Tiers tiers;

    Evictions(String namespace, Tiers tiers) {
        this.namespace = namespace;
        this.tiers = tiers;
    }

    Subject subject(Kind kind, String name) {
        return Subject.of(namespace, kind, name);
    }

    Subjects subjects(List<Subject> all, Owner owner) {
        return tiers.epochs().subjects(all, owner);
    }

    /** Evicts the entries that have something in common. */
    void evict(Kind kind, String name) {
        tiers.epochs().evict(subject(kind, name));
        tiers.evicted(kind, name);
        log.debug("evicted: {} {}", kind, name);
    }

    /** Evicts one entry; where the key is that of a call about one item, the item's. */
    void evict(CacheKey key) {
        for (CacheKey each : List.of(key, key.ofItem())) {
            tiers.epochs().evict(each);
            tiers.evict(each);
        }
        log.debug("evicted: {}", key);
    }
}
