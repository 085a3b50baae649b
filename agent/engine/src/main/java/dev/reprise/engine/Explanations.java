package dev.reprise.engine;

import dev.reprise.engine.config.Mode;
import dev.reprise.engine.key.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects how calls were keyed and ended, for the threads that asked for it. Thread-safe. */
final class Explanations {

    private static final Logger log = LoggerFactory.getLogger(Explanations.class);

    /** How many threads are asking, so that the others pay for one read only. */
    private final AtomicInteger asking = new AtomicInteger();

    private static final ThreadLocal<@Nullable Collected> COLLECTED = new ThreadLocal<>();

    private final CallLog calls;

    Explanations(CallLog calls) {
        this.calls = calls;
    }

    /** What one thread has asked for. */
    private static final class Collected {

        final List<String> lines = new ArrayList<>();
        /** Where the outcome of the call at hand stands; -1 before that is explained. */
        int outcome = -1;
        /** Why the call at hand is bypassed. */
        @Nullable
        String bypass;
    }

    private @Nullable Collected collected() {
        return asking.get() == 0 ? null : COLLECTED.get();
    }

    /** Collects from here on what this thread calls. */
    void begin() {
        if (COLLECTED.get() == null) {
            asking.incrementAndGet();
        }
        COLLECTED.set(new Collected());
    }

    /** A call begins on this thread: what is said from here on is said of it. */
    void callBegins() {
        Collected collected = collected();
        if (collected != null) {
            collected.outcome = -1;
            collected.bypass = null;
        }
    }

    /** Ends the collecting and returns what was collected, a line for each part. */
    List<String> end() {
        Collected collected = COLLECTED.get();
        if (collected == null) {
            return List.of();
        }
        COLLECTED.remove();
        asking.decrementAndGet();
        return collected.lines;
    }

    /** Explains a call that has been looked up, if anybody asked and it was not yet; its body has not run yet. */
    void explain(
            CachedMethod method,
            @Nullable String tenant,
            @Nullable Object receiver,
            @Nullable Object[] arguments,
            Lookup found) {
        Collected collected = collected();
        if (collected == null ? !calls.explains() : collected.outcome >= 0) {
            return;
        }
        try {
            Explanation explanation = method.plan().explain(tenant, receiver, arguments);
            calls.explained(explanation);
            if (collected != null) {
                collected.lines.addAll(explanation.lines());
                collected.outcome = collected.lines.size();
                collected.lines.add("  outcome: "
                        + outcome(method, found, explanation.refusal() == null ? collected.bypass : null));
            }
        } catch (Throwable failure) {
            log.debug("{}: a call cannot be explained: {}", method.name(), failure.toString());
        }
    }

    /** Explains a call that is not even looked at, if anybody asked. */
    void off(CachedMethod method) {
        Collected collected = collected();
        if (collected != null) {
            collected.lines.add(method.name());
            collected.lines.add("  outcome: bypass: its mode is off (" + method.modeFrom() + ")");
        }
    }

    /** Notes why the call at hand is bypassed, perhaps although an entry that answers it was found. */
    void bypassed(String reason) {
        Collected collected = collected();
        if (collected != null && collected.outcome >= 0) {
            collected.lines.set(collected.outcome, "  outcome: bypass: " + reason);
        } else if (collected != null) {
            collected.bypass = reason;
        }
    }

    /** Notes why the answer of the call that has just ended was not kept. */
    void notKept(String reason) {
        Collected collected = collected();
        if (collected != null) {
            collected.lines.add("  not kept: " + reason);
        }
    }

    private static String outcome(CachedMethod method, Lookup found, @Nullable String bypass) {
        if (found instanceof Lookup.StaleHit stale) {
            return "stale, scope " + method.rule().scope() + ", source " + stale.source() + ", "
                    + stale.ageMillis() / 1000 + " s old; "
                    + (stale.failure() == null
                            ? "another call asks again"
                            : "the equal call that it waited for failed: " + stale.failure());
        }
        if (found instanceof Lookup.Hit hit) {
            return "hit, scope " + method.rule().scope() + ", source " + hit.source();
        }
        if (found instanceof Lookup.Reduced reduced && reduced.miss().batch() != null) {
            BatchCall call = reduced.miss().batch();
            return "miss; entries answer " + call.answered() + " of "
                    + call.items().size() + " items, and the method runs for the others";
        }
        if (found instanceof Lookup.Failed failed) {
            return failed.source() == Source.MEMORY
                    ? "fails as an equal call did a short while ago (negative-ttl)"
                    : "coalesced, scope " + method.rule().scope()
                            + "; it fails as the equal call did that it waited for";
        }
        if (found instanceof Lookup.Following) {
            return "coalesced, scope " + method.rule().scope()
                    + "; it is told what an equal call answers that is under way";
        }
        if (found instanceof Lookup.Miss) {
            return method.mode() == Mode.OBSERVE ? "observed; the method runs and nothing is kept" : "miss";
        }
        return bypass == null ? "bypass" : "bypass: " + bypass;
    }
}
