package dev.reprise.demo.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BinaryOperator;

/**
 * A reading of the provider's counters.
 *
 * @param byKind the traffic of each kind; a missing kind had none
 */
public record Stats(Map<Kind, Traffic> byKind) {

    /** No traffic. */
    public static final Stats NONE = new Stats(Map.of());

    /** Copies the map. */
    public Stats {
        byKind = Map.copyOf(byKind);
    }

    /**
     * Returns the traffic of one kind.
     *
     * @param kind the kind
     * @return its traffic, never null
     */
    public Traffic of(Kind kind) {
        return byKind.getOrDefault(kind, Traffic.NONE);
    }

    /**
     * Returns the traffic of all kinds together.
     *
     * @return the sum
     */
    public Traffic total() {
        return byKind.values().stream().reduce(Traffic.NONE, Traffic::plus);
    }

    /**
     * Adds another reading to this one.
     *
     * @param other what to add
     * @return the sum
     */
    public Stats plus(Stats other) {
        return combined(other, Traffic::plus);
    }

    /**
     * Subtracts an earlier reading from this one.
     *
     * @param earlier the earlier reading
     * @return what came in between
     */
    public Stats minus(Stats earlier) {
        return combined(earlier, Traffic::minus);
    }

    private Stats combined(Stats other, BinaryOperator<Traffic> operation) {
        Map<Kind, Traffic> combined = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            combined.put(kind, operation.apply(of(kind), other.of(kind)));
        }
        return new Stats(combined);
    }

    /**
     * Writes the reading as {@code GET /stats} answers it.
     *
     * @return an object with one member for each kind
     */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Kind kind : Kind.values()) {
            Traffic traffic = of(kind);
            json.putObject(kind.label())
                    .put("requests", traffic.requests())
                    .put("input_tokens", traffic.inputTokens())
                    .put("output_tokens", traffic.outputTokens());
        }
        return json;
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @param json the object
     * @return the reading; members that are missing count as none
     */
    public static Stats fromJson(JsonNode json) {
        Map<Kind, Traffic> byKind = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            JsonNode traffic = json.path(kind.label());
            byKind.put(
                    kind,
                    new Traffic(
                            traffic.path("requests").asLong(),
                            traffic.path("input_tokens").asLong(),
                            traffic.path("output_tokens").asLong()));
        }
        return new Stats(byKind);
    }
}
