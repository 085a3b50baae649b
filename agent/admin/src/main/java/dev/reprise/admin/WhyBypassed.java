package dev.reprise.admin;

import dev.reprise.engine.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Why calls were bypassed, for people: the most frequent reasons first. */
public final class WhyBypassed {

    /** So many reasons are named in a line. */
    private static final int NAMED = 3;

    private WhyBypassed() {}

    /** Returns the reasons and how many calls they are of, the most frequent first. */
    public static List<Map.Entry<String, Long>> sorted(Map<String, Long> reasons) {
        List<Map.Entry<String, Long>> sorted = new ArrayList<>(reasons.entrySet());
        sorted.sort((one, other) -> Long.compare(other.getValue(), one.getValue()));
        return sorted;
    }

    /** Returns how many calls were bypassed, and in brackets why. */
    static String text(Figures figures) {
        String number = figures.bypasses() + " bypassed";
        if (figures.whyBypassed().isEmpty()) {
            return number; // Before the first lambda, which takes longer than all else at the exit of a small program.
        }
        List<Map.Entry<String, Long>> sorted = sorted(figures.whyBypassed());
        if (sorted.size() == 1 && sorted.get(0).getValue() >= figures.bypasses()) {
            return number + " (" + sorted.get(0).getKey() + ")";
        }
        StringBuilder why = new StringBuilder(number).append(" (");
        long more = 0;
        for (int i = 0; i < sorted.size(); i++) {
            Map.Entry<String, Long> reason = sorted.get(i);
            if (i < NAMED) {
                why.append(i == 0 ? "" : "; ")
                        .append(reason.getValue())
                        .append(": ")
                        .append(reason.getKey());
            } else {
                more += reason.getValue();
            }
        }
        int others = sorted.size() - NAMED;
        if (others > 0) {
            why.append("; ")
                    .append(more)
                    .append(others == 1 ? " for another reason" : " for " + others + " other reasons");
        }
        return why.append(')').toString();
    }
}
