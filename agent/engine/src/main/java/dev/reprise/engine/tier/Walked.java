package dev.reprise.engine.tier;

import java.util.Iterator;
import java.util.List;

/**
 * How much of something is done that has parts of about one size, such as the directories of a store, over which keys are
 * spread evenly. Not thread-safe.
 */
final class Walked {

    private double share = Progress.UNKNOWN;
    private double from;
    private double width;

    double share() {
        return share;
    }

    /** Everything begins. */
    void begin() {
        from = 0;
        width = 1;
        share = 0;
    }

    /** Everything has ended. */
    void end() {
        share = Progress.UNKNOWN;
    }

    /** What is done with one of several. */
    interface Step<T, E extends Exception> {
        void on(T each) throws E;
    }

    /** Does something with each part of what is under way. */
    <T, E extends Exception> void each(List<T> parts, Step<T, E> step) throws E {
        double whole = width;
        double begin = from;
        width = parts.isEmpty() ? 0 : whole / parts.size();
        Iterator<T> all = parts.iterator();
        for (int done = 0; all.hasNext(); done++) {
            from = begin + width * done;
            share = from;
            step.on(all.next());
        }
        width = whole;
        from = begin;
        share = begin + whole;
    }
}
