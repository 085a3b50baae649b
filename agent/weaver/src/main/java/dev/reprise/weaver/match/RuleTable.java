package dev.reprise.weaver.match;

import dev.reprise.engine.config.CataloguedRules;
import dev.reprise.engine.config.EvictRule;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * All rules by number: first those of the configuration, then those of the catalogue, then those that annotations turned
 * into. Equal rules have one number, so redeploying an application adds none.
 *
 * <p>Safe for use by any number of threads.
 */
public final class RuleTable {

    private final CataloguedRules catalogue;
    private final List<MethodRule> rules;
    private final Map<MethodRule, Integer> added = new HashMap<>();
    /** As they were, for somebody else may have the catalogue read. */
    private final List<String> unreadPackages;

    private volatile int choosing;
    private volatile int configured;
    private boolean whole;

    /** Creates a table of rules without any of the catalogue's that are yet to be read. */
    public RuleTable(List<MethodRule> rules) {
        this(rules, CataloguedRules.none());
    }

    /**
     * Creates a table of rules.
     *
     * @param rules the user's
     * @param catalogue those of the built-in clients, which are read when the table is completed
     */
    public RuleTable(List<MethodRule> rules, CataloguedRules catalogue) {
        this.catalogue = catalogue;
        this.rules = new CopyOnWriteArrayList<>(rules);
        this.choosing = rules.size();
        this.configured = rules.size();
        this.whole = !catalogue.isUnread();
        this.unreadPackages = catalogue.unreadPackages();
        if (whole) {
            addCatalogue();
        }
    }

    private void addCatalogue() {
        rules.addAll(catalogue.rules());
        choosing = rules.size();
        rules.addAll(catalogue.off());
        configured = rules.size();
    }

    /** Whether a rule chooses nothing: that of a client that is off. */
    boolean isOff(int number) {
        return number >= choosing && number < configured;
    }

    /** Whether the calls of a client's rule are served when the JVM starts. */
    boolean isServed(MethodRule rule) {
        return rule.mode() == Mode.ON && catalogue.most() == Mode.ON;
    }

    /** Adds the catalogue's rules, if they are not there. No rule of an annotation has been added before. */
    synchronized void complete() {
        if (!whole) {
            whole = true;
            addCatalogue();
        }
    }

    synchronized boolean isWhole() {
        return whole;
    }

    /** Returns the beginnings of the names of all classes in which a rule that is not yet here can choose a method. */
    synchronized List<String> missingPackages() {
        return whole ? List.of() : unreadPackages;
    }

    /**
     * Returns a rule.
     *
     * @param number its number, as a {@link Plan} has it
     */
    public MethodRule rule(int number) {
        return rules.get(number);
    }

    /** Returns what the methods of rules make stale that are here for that. */
    public List<EvictRule> evicting() {
        List<EvictRule> evicting = new ArrayList<>();
        for (MethodRule rule : rules) {
            if (rule.evicts() != null) {
                evicting.add(rule.evicts());
            }
        }
        return evicting;
    }

    /** Returns how many rules came from the configuration and, as far as they are here, from the catalogue. */
    int configured() {
        return configured;
    }

    /** Returns the ranges of versions that a client's rules are known to fit. */
    List<String> tested(String client) {
        return catalogue.tested().getOrDefault(client, List.of());
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
