package dev.reprise.demo.report;

import dev.reprise.demo.workload.MeasuredCall;
import dev.reprise.demo.workload.MeasuredCall.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares what a service answered with the agent to what it answered without.
 *
 * @param uncached the run without the agent
 * @param fresh the run with the agent and nothing in its cache
 * @param restarted the run with the agent, after that
 * @param differences where a run did not answer as the uncached one, in words; empty if every answer is equal
 */
public record Comparison(Run uncached, Run fresh, Run restarted, List<String> differences) {

    /** Copies the list. */
    public Comparison {
        differences = List.copyOf(differences);
    }

    /**
     * Compares every call of every run.
     *
     * @param uncached the run without the agent
     * @param fresh the run with the agent and nothing in its cache
     * @param restarted the run with the agent, after that
     * @return what was found
     */
    public static Comparison of(Run uncached, Run fresh, Run restarted) {
        List<String> differences = new ArrayList<>(unstable(uncached));
        differences.addAll(differences(uncached, fresh));
        differences.addAll(differences(uncached, restarted));
        return new Comparison(uncached, fresh, restarted, differences);
    }

    /**
     * Tells whether the agent did what it is for.
     *
     * @return true if every answer is equal, and the provider was asked less with the agent, and less again after a restart
     */
    public boolean passed() {
        return differences.isEmpty()
                && !uncached.calls().isEmpty()
                && fresh.requests() < uncached.requests()
                && restarted.requests() < fresh.requests();
    }

    /**
     * Says in one sentence what was found.
     *
     * @return the sentence
     */
    public String sentence() {
        if (!differences.isEmpty()) {
            return "FAILED: %d of %d answers are not those of the uncached service; the first is that of %s."
                    .formatted(differences.size(), compared(), differences.get(0));
        }
        if (uncached.calls().isEmpty()) {
            return "FAILED: the service without the agent answered nothing, so there is nothing to compare.";
        }
        if (fresh.requests() >= uncached.requests()) {
            return ("FAILED: the agent made no difference: the provider was asked %d times without it and %d times with it,"
                            + " though all %d answers are equal.")
                    .formatted(uncached.requests(), fresh.requests(), compared());
        }
        if (restarted.requests() >= fresh.requests()) {
            return ("FAILED: nothing survived the restart: the provider was asked %d times before it and %d times after it,"
                            + " though all %d answers are equal.")
                    .formatted(fresh.requests(), restarted.requests(), compared());
        }
        return ("OK: all %d answers equal the uncached ones; of %d provider requests the agent made %d,"
                        + " and after a restart %d.")
                .formatted(compared(), uncached.requests(), fresh.requests(), restarted.requests());
    }

    /**
     * Tells in how many calls a run did not answer as the run without the agent.
     *
     * @param run one of the three
     * @return the number of wrong answers; for the run without the agent, of answers unlike its own first ones
     */
    public int wrong(Run run) {
        return (run.equals(uncached) ? unstable(uncached) : differences(uncached, run)).size();
    }

    private int compared() {
        return fresh.calls().size() + restarted.calls().size();
    }

    /** Only a service that gives the same answer each time can be compared with at all. */
    private static List<String> unstable(Run uncached) {
        Map<Position, String> answers = answers(uncached);
        List<String> unstable = new ArrayList<>();
        answers.forEach((position, answer) -> {
            if (!answer.equals(answers.get(position.inRound(1)))) {
                unstable.add("\"" + uncached.name() + "\", " + position + " (not as in its own first round)");
            }
        });
        return unstable;
    }

    private static List<String> differences(Run uncached, Run other) {
        Map<Position, String> expected = answers(uncached);
        Map<Position, String> actual = answers(other);
        List<String> differences = new ArrayList<>();
        expected.forEach((position, answer) -> {
            String given = actual.get(position);
            if (given == null) {
                differences.add("\"" + other.name() + "\", " + position + " (never answered)");
            } else if (!given.equals(answer)) {
                differences.add("\"" + other.name() + "\", " + position);
            }
        });
        actual.keySet().stream()
                .filter(position -> !expected.containsKey(position))
                .forEach(
                        position -> differences.add("\"" + other.name() + "\", " + position + " (never asked before)"));
        return differences;
    }

    private static Map<Position, String> answers(Run run) {
        Map<Position, String> answers = new LinkedHashMap<>();
        for (MeasuredCall call : run.calls()) {
            answers.put(call.position(), call.digest());
        }
        return answers;
    }
}
