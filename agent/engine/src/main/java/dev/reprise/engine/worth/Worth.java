package dev.reprise.engine.worth;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a real call cost, and so what an entry saves whoever is answered from it. What is below the call is in it: the calls
 * of providers that a method of the service's own made, for one.
 *
 * @param nanos the time that it took, in nanoseconds
 * @param cpuNanos the CPU time of the thread that made it while its body ran, in nanoseconds; 0 if it was not measured, as of calls of
 *     providers, which wait
 * @param uses what was asked of providers, by model; empty if nothing was
 */
public record Worth(long nanos, long cpuNanos, List<ModelUse> uses) {

    /** Of a call of which nothing is known. */
    public static final Worth NOTHING = new Worth(0, 0, List.of());

    /** What one takes on a heap with compressed references, and beside it for each model. */
    private static final int SIZE = 64;

    private static final int USE_SIZE = 96;

    /** Returns whether nothing is known. Each process asks at its end, and a record's own equality takes the JVM 30 ms the first time. */
    public boolean isNothing() {
        return nanos == 0 && cpuNanos == 0 && uses.isEmpty();
    }

    /** Returns this and another one together, by model. */
    public Worth plus(Worth other) {
        return new Worth(nanos + other.nanos, cpuNanos + other.cpuNanos, plus(uses, other.uses));
    }

    /** Returns the same that took no time: of a call that waited for another one, and spared its thread's work alone. */
    public Worth withoutTime() {
        return nanos == 0 ? this : new Worth(0, cpuNanos, uses);
    }

    /** Returns the time alone: of an answer that was there at once, while another thread makes the real call all the same. */
    public Worth time() {
        return new Worth(nanos, 0, List.of());
    }

    /** Returns the tokens alone: of what answers a part of a call, which is made for the rest. */
    public Worth tokens() {
        List<ModelUse> tokens = new ArrayList<>(uses.size());
        for (ModelUse use : uses) {
            tokens.add(use.withoutCalls());
        }
        return new Worth(0, 0, List.copyOf(tokens));
    }

    /** Returns the share of one of several equals. Of the calls each has them all: it would take them to ask for it alone. */
    public Worth share(int index, int of) {
        if (of == 1) {
            return this;
        }
        List<ModelUse> shares = new ArrayList<>(uses.size());
        for (ModelUse use : uses) {
            shares.add(use.share(index, of));
        }
        return new Worth(ModelUse.share(nanos, index, of), ModelUse.share(cpuNanos, index, of), List.copyOf(shares));
    }

    /** Returns what one call would have cost that asks for several things, from what each was worth. */
    public static @Nullable Worth ofAll(List<Worth> shares) {
        Worth all = null;
        for (Worth share : shares) {
            all = all == null
                    ? share
                    : new Worth(all.nanos + share.nanos, all.cpuNanos + share.cpuNanos, together(all, share));
        }
        return all;
    }

    /** One call is made for all of them, so that the calls are not added up. */
    private static List<ModelUse> together(Worth all, Worth share) {
        return plus(all.uses, share.tokens().uses);
    }

    /** Returns what it takes in memory, in bytes. */
    public int size() {
        return SIZE + USE_SIZE * uses.size();
    }

    private static List<ModelUse> plus(List<ModelUse> some, List<ModelUse> more) {
        if (more.isEmpty()) {
            return some;
        }
        List<ModelUse> all = new ArrayList<>(some);
        for (ModelUse use : more) {
            int at = indexOf(use.model(), all);
            if (at < 0) {
                all.add(use);
            } else {
                all.set(at, all.get(at).plus(use));
            }
        }
        return List.copyOf(all);
    }

    private static int indexOf(String model, List<ModelUse> uses) {
        for (int i = 0; i < uses.size(); i++) {
            if (uses.get(i).model().equals(model)) {
                return i;
            }
        }
        return -1;
    }
}
