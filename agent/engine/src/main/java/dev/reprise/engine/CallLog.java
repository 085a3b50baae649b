package dev.reprise.engine;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line at {@code debug} for each call, with how it ended. Thread-safe. */
final class CallLog {

    private static final Logger log = LoggerFactory.getLogger(CallLog.class);

    /** Asked once, so that a hit pays for no more than the read of a field when nobody wants to know. */
    private final boolean on = log.isDebugEnabled();

    void hit(CachedMethod method) {
        if (on) {
            write("hit", method, null);
        }
    }

    /** Notes the end of a call that ran the body; a reason if its answer was not kept. */
    void missed(CachedMethod method, @Nullable String notKept) {
        if (on) {
            write("miss", method, notKept == null ? "stored" : "not kept: " + notKept);
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

    private static void write(String outcome, CachedMethod method, @Nullable String detail) {
        String end = detail == null ? "" : ", " + detail;
        log.debug("{}: {}, scope {}{}", outcome, method.name(), method.rule().scope(), end);
    }
}
