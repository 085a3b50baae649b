package dev.reprise.engine;

import dev.reprise.engine.Lookup.StaleHit;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.key.Explanation;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line at {@code debug} for each call, with how it ended. Thread-safe. */
final class CallLog {

    private static final Logger log = LoggerFactory.getLogger(CallLog.class);
    private static final int REMEMBERED = 10_000;

    /**
     * Asked once, and when the level may be another one, so that a hit pays for no more than the read of a field when nobody
     * wants to know. Not volatile: whether a call more or less is told does not matter.
     */
    private boolean on = log.isDebugEnabled();

    private final Set<CacheKey> seen = ConcurrentHashMap.newKeySet();

    /** The level of the log may be another one than before. */
    void levelChanged() {
        on = log.isDebugEnabled();
    }

    void hit(CachedMethod method, Source source) {
        if (on) {
            write("hit", method, "source " + source);
        }
    }

    /** Notes a call that an entry answered whose time was over; why, if the real method had failed. */
    void stale(CachedMethod method, StaleHit hit) {
        if (on) {
            String failure = hit.failure();
            write(
                    "stale",
                    method,
                    "source " + hit.source() + ", " + hit.ageMillis() / 1000 + " s old"
                            + (failure == null ? "" : ", in place of " + failure));
        }
    }

    /** Notes the end of a call that ran the body; a reason if its answer was not kept. */
    void missed(CachedMethod method, @Nullable String notKept) {
        if (on) {
            write("miss", method, notKept == null ? "stored" : "not kept: " + notKept);
        }
    }

    /** Notes a real call that is made behind its caller, whose end is told as that of a miss. */
    void behind(CachedMethod method, boolean compares) {
        if (on) {
            write("behind", method, compares ? "to compare" : "asks again");
        }
    }

    void observed(CachedMethod method, boolean repeated) {
        if (on) {
            write("observed", method, repeated ? "repeated" : "new");
        }
    }

    void bypassed(CachedMethod method, String reason) {
        if (on) {
            write("bypass", method, reason);
        }
    }

    boolean explains() {
        return on;
    }

    /** Writes the tree of a key when it is first seen; a service's calls repeat, and nobody reads the tree twice. */
    void explained(Explanation explanation) {
        CacheKey key = explanation.key();
        if (on && (key == null || (seen.size() < REMEMBERED && seen.add(key)))) {
            for (String line : explanation.lines()) {
                log.debug("explain: {}", line);
            }
        }
    }

    private static void write(String outcome, CachedMethod method, String detail) {
        log.debug("{}: {}, scope {}, {}", outcome, method.name(), method.rule().scope(), detail);
    }
}
