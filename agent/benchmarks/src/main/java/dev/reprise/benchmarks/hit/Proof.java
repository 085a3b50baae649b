package dev.reprise.benchmarks.hit;

import java.util.function.Supplier;

/** Makes sure before anything is timed that a benchmark measures what its name says. */
final class Proof {

    private Proof() {}

    /**
     * Calls twice, with another answer in the body, and wants the first answer again.
     *
     * @param call one call, the same each time
     * @throws IllegalStateException if the second call ran the body
     */
    static void answeredFromCache(Supplier<?> call) {
        Object first = call.get();
        Answers.change();
        Object second = call.get();
        if (!second.equals(first)) {
            throw new IllegalStateException("The second call was not answered from the cache; is the agent there, with"
                    + " the configuration of this benchmark?");
        }
    }

    /**
     * Calls twice, with another answer in the body, and wants the other answer.
     *
     * @param call one call, the same each time
     * @throws IllegalStateException if the second call was answered from a cache
     */
    static void bodyRuns(Supplier<?> call) {
        Object first = call.get();
        Answers.change();
        Object second = call.get();
        if (second.equals(first)) {
            throw new IllegalStateException("The second call was answered from a cache that should be off.");
        }
    }
}
