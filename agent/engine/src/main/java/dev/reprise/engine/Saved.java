package dev.reprise.engine;

import dev.reprise.engine.worth.ModelUse;
import dev.reprise.engine.worth.Worth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts hits and adds up what was saved. Safe for use by any number of threads. */
final class Saved {

    /** Models of which a service tells are few; more than that are counted under no name. */
    private static final int MODELS = 100;

    private final Tally tally = new Tally();
    private final ConcurrentMap<String, Uses> models = new ConcurrentHashMap<>();

    /**
     * Counts a hit.
     *
     * @param worth what it saved; null if nobody knows
     */
    void hit(@Nullable Worth worth) {
        if (worth == null) {
            tally.add(1, 0, 0);
        } else {
            tally.add(1, worth.nanos(), worth.cpuNanos());
            add(worth.uses());
        }
    }

    /** Adds what something else saved than a hit. */
    void add(Worth worth) {
        tally.add(0, worth.nanos(), worth.cpuNanos());
        add(worth.uses());
    }

    private void add(List<ModelUse> uses) {
        for (int i = 0; i < uses.size(); i++) { // Without an iterator, on the way of a hit.
            ModelUse use = uses.get(i);
            uses(use.model()).add(use);
        }
    }

    private Uses uses(String model) {
        Uses uses = models.get(model);
        return uses != null ? uses : models.computeIfAbsent(models.size() < MODELS ? model : "", name -> new Uses());
    }

    private static void add(long number, LongAdder to) {
        if (number != 0) {
            to.add(number);
        }
    }

    /** Returns how many hits there were. */
    long hits() {
        return tally.sum().count();
    }

    /** Returns the sum, which may miss the newest. */
    Worth sum() {
        List<ModelUse> uses = new ArrayList<>();
        for (Map.Entry<String, Uses> each : new TreeMap<>(models).entrySet()) {
            uses.add(each.getValue().sum(each.getKey()));
        }
        Tally.Sum sum = tally.sum();
        return new Worth(sum.nanos(), sum.cpuNanos(), List.copyOf(uses));
    }

    /** What was asked of one model. */
    private static final class Uses {

        private final LongAdder calls = new LongAdder();
        private final LongAdder counted = new LongAdder();
        private final LongAdder input = new LongAdder();
        private final LongAdder output = new LongAdder();
        private final LongAdder cached = new LongAdder();
        private final LongAdder written = new LongAdder();

        void add(ModelUse use) {
            Saved.add(use.calls(), calls);
            Saved.add(use.counted(), counted);
            Saved.add(use.input(), input);
            Saved.add(use.output(), output);
            Saved.add(use.cached(), cached);
            Saved.add(use.written(), written);
        }

        ModelUse sum(String model) {
            return new ModelUse(
                    model, calls.sum(), counted.sum(), input.sum(), output.sum(), cached.sum(), written.sum());
        }
    }
}
