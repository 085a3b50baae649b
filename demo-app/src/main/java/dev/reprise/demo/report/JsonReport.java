package dev.reprise.demo.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The runs side by side, for programs. */
public final class JsonReport {

    private JsonReport() {}

    /**
     * Writes a comparison as JSON.
     *
     * @param comparison what was found
     * @param prices what tokens cost
     * @return an object with the runs, the differences, the verdict and its sentence
     */
    public static JsonNode of(Comparison comparison, Prices prices) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("passed", comparison.passed()).put("sentence", comparison.sentence());
        comparison.differences().forEach(json.putArray("differences")::add);
        json.putObject("dollars_per_million_tokens")
                .put("input", prices.input())
                .put("output", prices.output())
                .put("embedding", prices.embedding());
        var runs = json.putArray("runs");
        for (Run run : List.of(comparison.uncached(), comparison.fresh(), comparison.restarted())) {
            runs.add(run(run, prices).put("wrong_answers", comparison.wrong(run)));
        }
        return json;
    }

    private static ObjectNode run(Run run, Prices prices) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", run.name())
                .put("calls", run.calls().size())
                .put("provider_requests", run.requests())
                .put("dollars", prices.of(run.total()))
                .put("wall_millis", run.wall().toMillis());
        var rounds = json.putArray("rounds");
        for (int round = 1; round <= run.rounds().size(); round++) {
            ObjectNode medians = rounds.addObject()
                    .<ObjectNode>set("provider", run.rounds().get(round - 1).toJson())
                    .putObject("median_nanos");
            for (String step : run.steps()) {
                run.medianNanos(round, step).ifPresent(nanos -> medians.put(step, nanos));
            }
        }
        return json;
    }
}
