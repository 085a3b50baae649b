package dev.reprise.demo.report;

import dev.reprise.demo.provider.Stats;
import dev.reprise.demo.workload.MeasuredCall;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * One run of the workload.
 *
 * @param name heads its column
 * @param calls in the order in which they returned
 * @param rounds what the provider saw in each round; what the service asked at its start belongs to the first
 * @param wall from the start of the process to its end
 */
public record Run(String name, List<MeasuredCall> calls, List<Stats> rounds, Duration wall) {

    /** Copies the lists. */
    public Run {
        calls = List.copyOf(calls);
        rounds = List.copyOf(rounds);
    }

    /**
     * Returns what the provider saw.
     *
     * @return the sum of all rounds
     */
    public Stats total() {
        return rounds.stream().reduce(Stats.NONE, Stats::plus);
    }

    /**
     * Returns how often the provider was asked.
     *
     * @return the requests of all rounds and kinds
     */
    public long requests() {
        return total().total().requests();
    }

    /**
     * Returns how often the provider was asked in a round.
     *
     * @param round from 1
     * @return the requests of all kinds; 0 if there was no such round
     */
    public long requests(int round) {
        return round > rounds.size() ? 0 : rounds.get(round - 1).total().requests();
    }

    /**
     * Returns the names of the steps.
     *
     * @return each once, in the order in which they first returned
     */
    public List<String> steps() {
        return calls.stream().map(call -> call.position().step()).distinct().toList();
    }

    /**
     * Returns how long a step usually took.
     *
     * @param round from 1
     * @param step its name
     * @return the median in nanoseconds, the lower one of two; empty if the step was not called in that round
     */
    public OptionalLong medianNanos(int round, String step) {
        long[] sorted = calls.stream()
                .filter(call -> call.position().round() == round
                        && call.position().step().equals(step))
                .mapToLong(MeasuredCall::nanos)
                .sorted()
                .toArray();
        return sorted.length == 0 ? OptionalLong.empty() : OptionalLong.of(sorted[(sorted.length - 1) / 2]);
    }
}
