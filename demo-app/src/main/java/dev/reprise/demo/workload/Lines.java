package dev.reprise.demo.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.reprise.demo.provider.Stats;

/** What a service process prints: one JSON object in each line. */
public final class Lines {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Lines() {}

    static String write(MeasuredCall call) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("event", "call")
                .put("round", call.position().round())
                .put("conversation", call.position().conversation())
                .put("turn", call.position().turn())
                .put("step", call.position().step())
                .put("nanos", call.nanos())
                .put("digest", call.digest())
                .toString();
    }

    static String write(int round, Stats soFar) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("event", "round")
                .put("round", round)
                .set("provider", soFar.toJson())
                .toString();
    }

    /**
     * Reads a line.
     *
     * @param line what a service process printed
     * @param recorder is told what it says
     * @return whether the line was one of these; anything may print to a standard output
     */
    public static boolean read(String line, Recorder recorder) {
        if (!line.startsWith("{\"event\":")) {
            return false;
        }
        try {
            JsonNode json = JSON.readTree(line);
            int round = json.path("round").asInt();
            switch (json.path("event").asText()) {
                case "call" ->
                    recorder.call(new MeasuredCall(
                            new MeasuredCall.Position(
                                    round,
                                    json.path("conversation").asText(),
                                    json.path("turn").asInt(),
                                    json.path("step").asText()),
                            json.path("nanos").asLong(),
                            json.path("digest").asText()));
                case "round" -> recorder.round(round, Stats.fromJson(json.path("provider")));
                default -> {
                    return false;
                }
            }
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
