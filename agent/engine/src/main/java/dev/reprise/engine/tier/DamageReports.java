package dev.reprise.engine.tier;

import java.io.File;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;

/** Says of a damaged file that it is one: once of each, and of the first ones only. Thread-safe. */
final class DamageReports {

    static final int MOST = 10;

    private final Logger log;

    /** Guarded by itself. */
    private final Set<File> reported = new HashSet<>();

    DamageReports(Logger log) {
        this.log = log;
    }

    void report(File file, Damaged damage) {
        boolean last;
        synchronized (reported) {
            if (reported.size() == MOST || !reported.add(file)) {
                return;
            }
            last = reported.size() == MOST;
        }
        log.warn(
                "a stored entry cannot be trusted and is deleted, its call runs again: {} is {}{}",
                file,
                damage.getMessage(),
                last ? ". Further ones are not reported." : "");
    }
}
