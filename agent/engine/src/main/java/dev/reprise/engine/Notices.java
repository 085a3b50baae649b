package dev.reprise.engine;

import dev.reprise.engine.Lookup.Bypass;
import dev.reprise.engine.audit.Findings;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the calls that no entry answers and the answers that no entry keeps, and says why: to whom asked for an
 * explanation, to the log of calls, and to the user once for each reason. Thread-safe.
 */
final class Notices {

    private static final Logger log = LoggerFactory.getLogger(Notices.class);

    private static final String LEFT_OUT = "its key is outside the rollout";

    /** Why the last call of a thread was bypassed. */
    private static final ThreadLocal<@Nullable String> BYPASS = new ThreadLocal<>();

    private final CallLog calls;
    private final Explanations explanations;
    private final CrashGuard crashes;

    Notices(CallLog calls, Explanations explanations, CrashGuard crashes) {
        this.calls = calls;
        this.explanations = explanations;
        this.crashes = crashes;
    }

    Lookup bypass(CachedMethod method, String reason) {
        if (method.outcomes().bypassed(reason)) {
            say(method, reason);
        }
        bypassed(method, reason);
        return Bypass.INSTANCE;
    }

    private void bypassed(CachedMethod method, String reason) {
        BYPASS.set(reason);
        calls.bypassed(method, reason);
        explanations.bypassed(reason);
    }

    /** Returns why the last call of this thread that was bypassed was bypassed; null if none was. */
    @Nullable
    String lastBypass() {
        return BYPASS.get();
    }

    /** Notes a call that is not even looked at. */
    void off(CachedMethod method) {
        BYPASS.set("its mode is off");
        calls.bypassed(method, "its mode is off");
        explanations.off(method);
    }

    /** Bypasses as the user asked for, if not of this call. */
    Lookup decided(CachedMethod method, String reason) {
        bypass(method, reason);
        return Bypass.DECIDED;
    }

    /** Bypasses a call that was made with something else than it is looked up with. */
    Lookup changedSince(CachedMethod method) {
        return bypass(method, "its receiver or an argument was changed between the call and the subscription");
    }

    /** Bypasses as the user asked for: counted apart, and nothing to say. */
    Lookup leaveOut(CachedMethod method) {
        method.outcomes().leftOut(LEFT_OUT);
        BYPASS.set(LEFT_OUT);
        calls.bypassed(method, LEFT_OUT);
        explanations.bypassed("outside the rollout");
        return Bypass.DECIDED;
    }

    /** Bypasses as the code around the call asks for: counted, and nothing to say. */
    Lookup controlled(CachedMethod method, String reason) {
        method.outcomes().leftOut(reason);
        bypassed(method, reason);
        return Bypass.DECIDED;
    }

    /** Notes an answer that is not kept because nothing kept could stand for it. */
    void refuse(CachedMethod method, String reason) {
        explanations.notKept(reason);
        if (notKept(method, reason)) {
            say(method, reason);
        }
        calls.missed(method, reason);
    }

    /**
     * Notes what went wrong where nothing should.
     *
     * @return what may be said of it at every level: the message of a failure may be a piece of an answer
     */
    String unexpected(CachedMethod method, String what, Throwable failure) {
        log.debug("{}: {}", method.name(), what, failure);
        crashes.failed(failure);
        return what + ": " + failure.getClass().getName();
    }

    /** Says that a method's calls about items are cached as wholes only. */
    void asWholes(MethodRule rule, String method, String reason) {
        if (rule.asked()) {
            log.warn("{}{} is cached by whole calls, not by items: {}", place(rule), method, reason);
        }
    }

    /**
     * Notes that a call is made again as its caller made it, because what was answered about some of its items is good for
     * nothing.
     *
     * @param last whether no call of the method is made about some of its items from now on
     */
    void askedAgain(CachedMethod method, String reason, boolean last) {
        String said = "what was answered about some of its items could not be used, so that it was asked about all: "
                + reason;
        explanations.notKept(said);
        boolean isNew = method.outcomes().refused(said);
        if (!method.rule().asked()) {
            return;
        }
        if (isNew) {
            log.warn("{}: {}", method.name(), said);
        }
        if (last) {
            log.warn(
                    "{} is asked about all items of a call from now on, unless entries answer all of them",
                    method.name());
        }
    }

    /** Says that no call of a method asks again while its entries answer the others, though a user wants that. */
    void neverAskedAgain(MethodRule rule, String method, String reason) {
        if (rule.asked()) {
            log.warn(
                    "{}{} goes without stale-while-revalidate and refresh-ahead, because {}",
                    place(rule),
                    method,
                    reason);
        }
    }

    /** Says that a method's failures are not remembered, though a user wants them to. */
    void noNegatives(MethodRule rule, String method) {
        if (rule.asked()) {
            log.warn(
                    "{}{} goes without negative-ttl, because it tells of its failures in a way that is not remembered",
                    place(rule),
                    method);
        }
    }

    private static String place(MethodRule rule) {
        return rule.isAnnotation() ? "" : rule.place() + ": ";
    }

    /** Notes a call without an answer to keep, as it happens to all. */
    void nothingToKeep(CachedMethod method, String reason) {
        explanations.notKept(reason);
        notKept(method, reason);
        calls.missed(method, reason);
    }

    /** An observed call is no miss, so that one without an answer to keep is a bypass. Returns whether the reason is new. */
    private static boolean notKept(CachedMethod method, String reason) {
        return method.mode() == Mode.OBSERVE
                ? method.outcomes().bypassed(reason)
                : method.outcomes().refused(reason);
    }

    /** Says that calls are never repeated because of something that a user may not know of. */
    void differ(CachedMethod method, String path) {
        String line = new Ignoring(method.rule(), method.target()).by(path);
        log.warn(
                "{}{}: calls differ only in {}, which changes from call to call; {}",
                place(method.rule()),
                method.name(),
                path,
                Deciding.advice(path, method.rule().ofClient(), line));
    }

    /** Says that equal calls were answered otherwise while they were observed, and what may have decided it. */
    void answeredOtherwise(CachedMethod method, Findings findings) {
        if (method.rule().asked()) {
            log.warn(
                    "{}: equal calls were answered otherwise, in {}; {}",
                    method.name(),
                    findings.places().get(0),
                    findings.guesses().isEmpty()
                            ? "what decides it is not in the key"
                            : "perhaps by " + String.join(", or ", findings.guesses()));
        }
    }

    /** Says that a method's calls are not even looked up any more. */
    void givenUp(CachedMethod method) {
        if (method.rule().asked()) {
            log.warn("{} is not looked up any more: {}", method.name(), method.refusal());
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
