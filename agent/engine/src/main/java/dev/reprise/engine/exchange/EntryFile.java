package dev.reprise.engine.exchange;

import dev.reprise.engine.epoch.Subject;
import java.time.Instant;
import java.util.List;

/**
 * What the first line of a file of entries says.
 *
 * @param namespace the namespace of the service that wrote it, which is a part of each key
 * @param exported when it was written
 * @param evictedBy what was evicted by where it was written; its entries may have been made before or after
 */
public record EntryFile(String namespace, Instant exported, List<Subject> evictedBy) {

    /** The version of the format. */
    static final int VERSION = 1;

    /** The field that no other kind of file begins with. */
    static final String MARK = "reprise-entries";
}
