package dev.reprise.demo.service;

import java.util.List;
import java.util.Map;

/**
 * How a support agent is set up.
 *
 * @param name what it calls itself
 * @param tone how it speaks
 * @param language the language of its answers
 * @param regions the regions whose policies it must know
 * @param limits named limits that its tools obey
 */
public record AgentSettings(
        String name, String tone, String language, List<String> regions, Map<String, Integer> limits) {

    /** Copies the collections. */
    public AgentSettings {
        regions = List.copyOf(regions);
        limits = Map.copyOf(limits);
    }
}
