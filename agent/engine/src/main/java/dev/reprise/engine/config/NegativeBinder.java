package dev.reprise.engine.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads which failures of some methods are remembered. */
final class NegativeBinder {

    static final String TTL = "negative-ttl";
    static final String EXCEPTIONS = "negative-exceptions";

    private NegativeBinder() {}

    /** Returns what the fields say, or null if they say nothing or have a problem. */
    static @Nullable NegativeRule bind(Fields fields) {
        Duration ttl = fields.duration(TTL);
        ExceptionNames exceptions = ExceptionNames.bind(fields, EXCEPTIONS);
        boolean areNamed = !exceptions.names().isEmpty();
        if (ttl != null && !areNamed) {
            fields.problem(
                    TTL,
                    "needs the failures that are meant; write negative-exceptions: [com.acme.NoSuchDocument], with the names"
                            + " of their classes");
            return null;
        }
        if (ttl == null && areNamed) {
            fields.problem(EXCEPTIONS, "needs the time for which they are remembered; write negative-ttl: 30s");
            return null;
        }
        return ttl == null ? null : new NegativeRule(ttl, exceptions);
    }
}
