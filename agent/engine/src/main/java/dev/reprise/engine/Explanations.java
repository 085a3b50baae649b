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

    private static final String HIT = "  outcome: hit";

    /** How many threads are asking, so that the others pay for one read only. */
    private final AtomicInteger asking = new AtomicInteger();

    private static final ThreadLocal<@Nullable List<String>> LINES = new ThreadLocal<>();

    private final CallLog calls;
    private final Tenants tenants;

    Explanations(CallLog calls, Tenants tenants) {
        this.calls = calls;
        this.tenants = tenants;
    }

    /** Collects from here on what this thread calls. */
    void begin() {
        if (LINES.get() == null) {
            asking.incrementAndGet();
        }
        LINES.set(new ArrayList<>());
    }

    /** Ends the collecting and returns what was collected, a line for each part. */
    List<String> end() {
        List<String> collected = LINES.get();
        if (collected == null) {
            return List.of();
        }
        LINES.remove();
        asking.decrementAndGet();
        return collected;
    }

    /** Explains a call that has been looked up, if anybody asked; its body has not run yet. */
    void explain(CachedMethod method, @Nullable Object receiver, @Nullable Object[] arguments, Lookup found) {
        List<String> collected = asking.get() == 0 ? null : LINES.get();
        if (collected == null && !calls.explains()) {
            return;
        }
        try {
            Explanation explanation = method.plan().explain(tenants.current(), receiver, arguments);
            calls.explained(explanation);
            if (collected != null) {
                collected.addAll(explanation.lines());
                collected.add("  outcome: " + outcome(method, explanation, found));
            }
        } catch (Throwable failure) {
            log.debug("{}: a call cannot be explained: {}", method.name(), failure.toString());
        }
    }

    /** Notes why the call is bypassed, although an entry that answers it was found. */
    void notServed(String reason) {
        List<String> collected = asking.get() == 0 ? null : LINES.get();
        int last = collected == null ? -1 : collected.size() - 1;
        if (collected != null && last >= 0 && collected.get(last).startsWith(HIT)) {
            collected.set(last, "  outcome: bypass: " + reason);
        }
    }

    /** Notes why the answer of the call that has just ended was not kept. */
    void notKept(String reason) {
        List<String> collected = asking.get() == 0 ? null : LINES.get();
        if (collected != null) {
            collected.add("  not kept: " + reason);
        }
    }

    private String outcome(CachedMethod method, Explanation explanation, Lookup found) {
        if (found instanceof Lookup.Hit) {
            return "hit, scope " + method.rule().scope();
        }
        if (found instanceof Lookup.Reduced reduced && reduced.miss().batch() != null) {
            BatchCall call = reduced.miss().batch();
            return "miss; entries answer " + call.answered() + " of "
                    + call.items().size() + " items, and the method runs for the others";
        }
        if (found instanceof Lookup.Miss) {
            return method.mode() == Mode.OBSERVE ? "observed; the method runs and nothing is kept" : "miss";
        }
        String refusal = method.refusal();
        if (refusal != null) {
            return "bypass: " + refusal;
        }
        String objection = Tenants.objection(tenants.current(), method);
        if (objection != null) {
            return "bypass: " + objection;
        }
        return explanation.refusal() == null ? "bypass: outside the rollout" : "bypass";
    }
}
