package dev.reprise.weaver.match;

import dev.reprise.engine.config.MethodRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * All rules by number: first those of the configuration and the catalogue, then those that annotations turned into. Equal
 * rules have one number, so redeploying an application adds none.
 *
 * <p>Safe for use by any number of threads.
 */
public final class RuleTable {

    private final List<MethodRule> rules;
    private final Map<MethodRule, Integer> added = new HashMap<>();
    private final int configured;
    private final Map<String, List<String>> tested;

    /**
     * Creates a table of the configuration's rules.
     *
     * @param rules the user's, then the catalogue's
     */
    public RuleTable(List<MethodRule> rules) {
        this(rules, Map.of());
    }

    /**
     * Creates a table of the configuration's rules.
     *
     * @param rules the user's, then the catalogue's
     * @param tested by client the ranges of versions that the catalogue's rules are known to fit
     */
    public RuleTable(List<MethodRule> rules, Map<String, List<String>> tested) {
        this.tested = tested;
        this.rules = new CopyOnWriteArrayList<>(rules);
        this.configured = rules.size();
    }

    /**
     * Returns a rule.
     *
     * @param number its number, as a {@link Plan} has it
     */
    public MethodRule rule(int number) {
        return rules.get(number);
    }

    /** Returns how many rules came from the configuration and the catalogue. */
    int configured() {
        return configured;
    }

    /** Returns the ranges of versions that a client's rules are known to fit. */
    List<String> tested(String client) {
        return tested.getOrDefault(client, List.of());
    }

    synchronized int add(MethodRule rule) {
        Integer present = added.get(rule);
        if (present == null) {
            present = rules.size();
            rules.add(rule);
            added.put(rule, present);
        }
        return present;
    }
}
