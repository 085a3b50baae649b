package dev.reprise.weaver.match;

import dev.reprise.engine.config.MethodPattern;
import dev.reprise.engine.config.MethodRule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which rules of the configuration have found what they name.
 *
 * <p>Safe for use by any number of threads.
 */
public final class Matches {

    /** Where the classes were seen that a reason speaks of. */
    private enum Seen {
        LOADED("loaded ", " was loaded"),
        ON_CLASS_PATH("", " is on the class path");

        private final String before;
        private final String behind;

        Seen(String before, String behind) {
            this.before = before;
            this.behind = behind;
        }
    }

    private final RuleTable table;
    private final BitSet typeSeen = new BitSet();
    private final BitSet settled = new BitSet();
    private final Map<Integer, Integer> taken = new HashMap<>();

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

    /** Notes that a rule found a method that an earlier one has. */
    synchronized void taken(int rule, int earlier) {
        taken.putIfAbsent(rule, earlier);
    }

    /** Returns how many rules found a method, or were refused it. */
    public synchronized int settled() {
        return settled.cardinality();
    }

    /**
     * Says of each rule of the user's own that has found nothing what is nearest to what it names, and of each that has
     * lost something to one that names no less who took it. One that names less was meant to.
     *
     * @param loadedClasses the names of all classes that the JVM has loaded
     * @return one line for each such rule, with its place in the configuration
     */
    public List<String> unmatched(Collection<String> loadedClasses) {
        List<String> lines = new ArrayList<>();
        List<MethodRule> unknown = new ArrayList<>();
        boolean isElsewhere = isElsewhere(loadedClasses);
        for (int number = 0; number < table.configured(); number++) {
            MethodRule rule = table.rule(number);
            if (rule.client() == null && !isSettled(number)) {
                if (isElsewhere && Nearest.toClass(rule.pattern().typeText(), loadedClasses) == null) {
                    unknown.add(rule);
                } else {
                    lines.add(found(rule) + reason(rule, number, loadedClasses, Seen.LOADED));
                }
            }
            String lost = lost(rule, number);
            if (lost != null) {
                lines.add(rule.where() + ": " + rule.pattern().text() + ": " + lost);
            }
        }
        if (unknown.size() == 1) {
            lines.add(found(unknown.get(0)) + noClass(unknown.get(0), /* nearest= */ null, Seen.LOADED));
        } else if (!unknown.isEmpty()) {
            MethodRule first = unknown.get(0);
            lines.add("none of the " + (lines.isEmpty() ? "" : "other ") + unknown.size()
                    + " entries of `methods` found a class, the first being " + first.where() + ": "
                    + first.pattern().text() + "; where this program is not the service, but inherits JAVA_TOOL_OPTIONS"
                    + " from it, that is as it should be");
        }
        return lines;
    }

    /**
     * Says of each rule of the user's own what it has not found, where all classes that there are were looked at.
     *
     * @param classes their names
     * @return a reason for each rule that has one, without its place
     */
    public Map<MethodRule, String> missing(Collection<String> classes) {
        Map<MethodRule, String> reasons = new HashMap<>();
        for (int number = 0; number < table.configured(); number++) {
            MethodRule rule = table.rule(number);
            String reason = rule.client() != null
                    ? null
                    : isSettled(number) ? lost(rule, number) : reason(rule, number, classes, Seen.ON_CLASS_PATH);
            if (reason != null) {
                reasons.put(rule, reason);
            }
        }
        return reasons;
    }

    private @Nullable String lost(MethodRule rule, int number) {
        MethodRule earlier = rule.client() == null && isSettled(number) ? takenBy(number) : null;
        return earlier == null || precision(earlier) > precision(rule)
                ? null
                : "an earlier rule, " + earlier.place() + ": "
                        + earlier.pattern().text()
                        + ", took some of its methods; put it first if it is to hold for them";
    }

    private static String found(MethodRule rule) {
        return rule.where() + ": " + rule.pattern().text() + " found no method: ";
    }

    /** Whether not one of the user's own rules names anything here: perhaps this is not the program that they are for. */
    private boolean isElsewhere(Collection<String> loadedClasses) {
        for (int number = 0; number < table.configured(); number++) {
            MethodRule rule = table.rule(number);
            if (rule.client() == null && (isSettled(number) || isTypeSeen(number) || isLoaded(rule, loadedClasses))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLoaded(MethodRule rule, Collection<String> loadedClasses) {
        for (String loaded : loadedClasses) {
            if (rule.pattern().matchesType(loaded)) {
                return true;
            }
        }
        return false;
    }

    private static int precision(MethodRule rule) {
        MethodPattern pattern = rule.pattern();
        return (pattern.exactType() && !pattern.subtypes() ? 4 : 0)
                + (pattern.exactMethodName() ? 2 : 0)
                + (pattern.parameters() != null ? 1 : 0);
    }

    private String reason(MethodRule rule, int number, Collection<String> classes, Seen seen) {
        MethodRule earlier = takenBy(number);
        if (earlier != null) {
            return "its methods were taken by an earlier rule, " + earlier.place() + ": "
                    + earlier.pattern().text();
        }
        if (isTypeSeen(number)) {
            return "no " + seen.before + "class implements it";
        }
        String type = rule.pattern().typeText();
        if (isLoaded(rule, classes)) {
            return rule.pattern().subtypes()
                    ? "no " + seen.before + "subtype of " + type + " declares it"
                    : "no " + seen.before + "class " + type + " declares it";
        }
        return noClass(rule, Nearest.toClass(type, classes), seen);
    }

    private static String noClass(MethodRule rule, @Nullable String nearest, Seen seen) {
        return "no class " + rule.pattern().typeText() + seen.behind
                + (nearest == null ? "" : "; the nearest is " + nearest);
    }

    private synchronized @Nullable MethodRule takenBy(int rule) {
        Integer earlier = taken.get(rule);
        return earlier == null ? null : table.rule(earlier);
    }

    private synchronized boolean isSettled(int rule) {
        return settled.get(rule);
    }

    private synchronized boolean isTypeSeen(int rule) {
        return typeSeen.get(rule);
    }
}
