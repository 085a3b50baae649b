package dev.reprise.engine;

import dev.reprise.engine.Lookup.Bypass;
import dev.reprise.engine.config.SourceLocation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the calls that no entry answers and the answers that no entry keeps, and says why: to whom asked for an
 * explanation, to the log of calls, and to the user once for each reason. Thread-safe.
 */
final class Notices {

    private static final Logger log = LoggerFactory.getLogger(Notices.class);

    private final CallLog calls;
    private final Explanations explanations;

    Notices(CallLog calls, Explanations explanations) {
        this.calls = calls;
        this.explanations = explanations;
    }

    Lookup bypass(CachedMethod method, String reason) {
        if (method.outcomes().bypassed(reason)) {
            say(method, reason);
        }
        calls.bypassed(method, reason);
        explanations.notServed(reason);
        return Bypass.INSTANCE;
    }

    /** Bypasses as the user asked for: counted apart, and nothing to say. */
    Lookup leaveOut(CachedMethod method) {
        method.outcomes().leftOut();
        calls.bypassed(method, "its key is outside the rollout");
        return Bypass.INSTANCE;
    }

    /** Notes an answer that is not kept because nothing kept could stand for it. */
    void refuse(CachedMethod method, String reason) {
        explanations.notKept(reason);
        if (method.outcomes().refused(reason)) {
            say(method, reason);
        }
        calls.missed(method, reason);
    }

    /** Notes a call without an answer to keep, as it happens to all. */
    void nothingToKeep(CachedMethod method, String reason) {
        explanations.notKept(reason);
        calls.missed(method, reason);
    }

    /** Says that calls are never repeated because of something that a user may not know of. */
    void differ(CachedMethod method, String path) {
        SourceLocation where = method.rule().where();
        String line = new Ignoring(method.rule(), method.target()).by(path);
        log.warn(
                "{}{}: calls differ only in {}, which changes from call to call; {}",
                method.rule().isAnnotation() ? "" : where + ": ",
                method.name(),
                path,
                Deciding.looks(path)
                        ? "it looks like what decides the answer: cache the model below instead (`clients: { langchain4j:"
                                + " on }`, say); only if it does not decide the answer, " + line
                        : "if it does not decide the answer, " + line);
    }

    /** Says that a method's calls are not even looked up any more. */
    void givenUp(CachedMethod method, String reason) {
        if (method.rule().asked()) {
            log.warn(
                    "{} is not looked up any more: too many answers in a row could not be kept, the last because {}",
                    method.name(),
                    reason);
        }
    }

    /** Says once for each reason what a user who named the method, or its client, must know; how many calls it was, the exit says. */
    private static void say(CachedMethod method, String reason) {
        if (!method.rule().asked()) {
            return;
        }
        if (method.refusal() == null) {
            log.warn("a call of {} is not cached: {}", method.name(), reason);
        } else {
            log.warn("{} is never cached: {}", method.name(), reason);
        }
    }
}
