package dev.reprise.weaver.match;

import dev.reprise.engine.config.MethodRule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/**
 * Which rules of the configuration have found what they name.
 *
 * <p>Safe for use by any number of threads.
 */
public final class Matches {

    private final RuleTable table;
    private final BitSet typeSeen = new BitSet();
    private final BitSet settled = new BitSet();

    Matches(RuleTable table) {
        this.table = table;
    }

    synchronized void sawType(int rule) {
        typeSeen.set(rule);
    }

    /** Notes that a rule found a method, or that the user was told why it finds none. */
    synchronized void settle(int rule) {
        settled.set(rule);
    }

    /** Returns how many rules found a method, or were refused it. */
    public synchronized int settled() {
        return settled.cardinality();
    }

    /**
     * Says of each rule of the user's own that has found nothing what is nearest to what it names.
     *
     * @param loadedClasses the names of all classes that the JVM has loaded
     * @return one line for each such rule, with its place in the configuration
     */
    public List<String> unmatched(Collection<String> loadedClasses) {
        List<String> lines = new ArrayList<>();
        for (int number = 0; number < table.configured(); number++) {
            MethodRule rule = table.rule(number);
            if (rule.client() == null && !isSettled(number)) {
                lines.add(line(rule, isTypeSeen(number), loadedClasses));
            }
        }
        return lines;
    }

    private static String line(MethodRule rule, boolean typeSeen, Collection<String> loadedClasses) {
        String start = rule.where() + ": " + rule.pattern().text();
        if (typeSeen) {
            return start + " found no method: no loaded class implements it";
        }
        String type = rule.pattern().typeText();
        if (loadedClasses.contains(type)) {
            return start + " found no method: no loaded subtype of " + type + " declares it";
        }
        String nearest = Nearest.toClass(type, loadedClasses);
        return start + " found no method: no class " + type + " was loaded"
                + (nearest == null ? "" : "; the nearest is " + nearest);
    }

    private synchronized boolean isSettled(int rule) {
        return settled.get(rule);
    }

    private synchronized boolean isTypeSeen(int rule) {
        return typeSeen.get(rule);
    }
}
