package dev.reprise.benchmarks.startup;

import java.util.ArrayList;
import java.util.List;

/** One row of the table: a way to start the application, and what was measured. Confined to one thread. */
final class Cell {

    final String name;
    final List<String> jvmArguments;
    final List<Double> milliseconds = new ArrayList<>();
    final List<Double> megabytes = new ArrayList<>();

    /** What {@code Hello} must print last, so that a cell is known to be what its name says. */
    final String greetings;

    final Target target;

    /** One run of this cell for so many of the others; for what takes seconds. */
    final int every;

    Cell(String name, List<String> jvmArguments, String greetings, Target target, int every) {
        this.name = name;
        this.jvmArguments = List.copyOf(jvmArguments);
        this.greetings = greetings;
        this.target = target;
        this.every = every;
    }

    /**
     * What the process may have more than one without an agent.
     *
     * @param milliseconds at most so much wall time, infinite if there is no target
     * @param megabytes at most so much memory, infinite if there is no target
     */
    record Target(double milliseconds, double megabytes) {

        static final Target NONE = new Target(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
}
