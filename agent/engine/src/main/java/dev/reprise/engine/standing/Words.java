package dev.reprise.engine.standing;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.MethodPattern;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.ScopeSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is said of changes. */
final class Words {

    private static final String CONFIGURED = "as configured";

    private Words() {}

    /** Throws an {@link IllegalArgumentException} if what a change is about cannot be there. */
    static void check(Reach reach, Configuration configuration) {
        if (reach.kind() == Reach.Kind.METHOD) {
            MethodPattern.parse(reach.name());
        } else if (reach.kind() == Reach.Kind.SCOPE) {
            ScopeSettings.checkName(reach.name());
        } else if (reach.kind() == Reach.Kind.CLIENT) {
            List<String> woven = configuration.catalogue().chosen();
            if (!woven.contains(reach.name())) {
                throw new IllegalArgumentException(
                        "\"" + reach.name() + "\" is no client whose methods are woven; these"
                                + " are: " + String.join(", ", woven)
                                + ". One that is off in the configuration is woven when it is not, at the next start");
            }
        }
    }

    /**
     * Returns the line about a change.
     *
     * @param what the mode or the rollout
     * @param before what was said, or null if nothing was
     * @param after what is said now, or null
     * @param changed how many methods go another way
     * @param all how many methods there are so far
     */
    static String change(
            String what,
            Reach reach,
            @Nullable String before,
            @Nullable String after,
            String origin,
            int changed,
            int all) {
        return what + " of " + reach + ": " + (before == null ? CONFIGURED : before) + " -> "
                + (after == null ? CONFIGURED : after) + " (by " + origin + "); " + ways(changed, all);
    }

    /**
     * Returns what is added to the line where something narrower was set and stays in force.
     *
     * @param what the mode or the rollout
     */
    static String narrower(String what, Collection<Said> stays) {
        List<String> each = new ArrayList<>();
        for (Said said : stays) {
            String value = what.equals("mode") ? word(said.mode()) : percent(said.rollout());
            each.add(said.reach() + " " + value + " by " + said.origin());
        }
        return each.isEmpty() ? "" : "; what was set for parts of it stays: " + String.join(", ", each);
    }

    /** Returns the line about a file that was read again. */
    static String configured(String origin, Map<String, String> differences, int changed, int all) {
        StringBuilder line = new StringBuilder(origin).append(" was read again: ");
        String separator = "";
        for (Map.Entry<String, String> each : differences.entrySet()) {
            line.append(separator).append(each.getKey()).append(": ").append(each.getValue());
            separator = ", ";
        }
        return line.append("; ").append(ways(changed, all)).toString();
    }

    /** Names what was said. */
    static String all(Collection<Said> all) {
        List<String> each = new ArrayList<>();
        for (Said said : all) {
            each.add(said.reach() + " " + (said.mode() == null ? "" : word(said.mode()) + " ")
                    + (said.rollout() == null ? "" : percent(said.rollout()) + " ") + "by " + said.origin());
        }
        return String.join(", ", each);
    }

    private static String ways(int changed, int all) {
        return "of " + all + (all == 1 ? " method" : " methods") + " called so far " + changed
                + (changed == 1 ? " goes" : " go") + " another way";
    }

    static String from(Said said) {
        return "set for " + said.reach() + " by " + said.origin();
    }

    static @Nullable String word(@Nullable Mode mode) {
        return mode == null ? null : mode.name().toLowerCase(Locale.ROOT);
    }

    static @Nullable String percent(@Nullable Integer share) {
        return share == null ? null : share + "%";
    }
}
