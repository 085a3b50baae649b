package dev.reprise.engine.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the name that was probably meant: the one with the smallest Damerau-Levenshtein distance (optimal string
 * alignment, letter case ignored), if a third of the letters or fewer differ; or else the only one that begins like it.
 */
public final class Nearest {

    /** Two letters begin many a name by chance. */
    private static final int SHORTEST_BEGINNING = 3;

    private Nearest() {}

    /** Returns that one of the names that is nearest to the given one, or null if none is near. */
    public static @Nullable String of(String given, Iterable<String> names) {
        String nearest = null;
        String longer = null;
        int beginning = 0;
        int best = Math.max(1, given.length() / 3) + 1;
        for (String name : names) {
            if (name.regionMatches(/* ignoreCase= */ true, 0, given, 0, given.length())) {
                longer = name;
                beginning++;
            }
            if (Math.abs(given.length() - name.length()) >= best) {
                continue; // Each letter more or less is a difference.
            }
            int distance = distance(given.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < best) {
                best = distance;
                nearest = name;
            }
        }
        boolean isOnly = beginning == 1 && given.length() >= SHORTEST_BEGINNING;
        return nearest == null && isOnly ? longer : nearest;
    }

    /** Returns {@code ; did you mean "mode"?} or an empty text if no name is near. */
    static String hint(String given, Iterable<String> names) {
        String nearest = of(given, names);
        return nearest == null ? "" : "; did you mean \"" + nearest + "\"?";
    }

    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(substitution, 1 + Math.min(last[j], current[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    current[j] = Math.min(current[j], beforeLast[j - 2] + 1);
                }
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = current;
            current = free;
        }
        return last[b.length()];
    }
}
