package dev.reprise.admin;

import dev.reprise.engine.Engine.MethodFigures;
import dev.reprise.engine.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The lines that a service prints at its exit: what was served, and what could have been. */
public final class ExitReport {

    private ExitReport() {}

    /**
     * Returns one line of totals, and one more if methods were only observed.
     *
     * @param methods the figures of every method that was called
     */
    public static List<String> of(List<MethodFigures> methods) {
        Figures total = new Figures("", "", 0, 0, 0, 0, 0, 0, 0);
        Set<String> clients = new TreeSet<>();
        for (MethodFigures each : methods) {
            total = total.plus(each.figures());
            if (each.figures().observed() > 0 && each.rule().client() != null) {
                clients.add(each.rule().client());
            }
        }
        List<String> lines = new ArrayList<>();
        long lookedUp = total.hits() + total.misses();
        lines.add("Reprise served " + total.hits() + " of " + lookedUp + " calls from cache"
                + (lookedUp == 0 ? "" : " (" + percent(total.hits(), lookedUp) + ")") + "; " + total.misses()
                + " missed, " + total.stored() + " stored, " + total.bypasses() + " bypassed");
        if (total.observed() > 0) {
            lines.add("Reprise observed " + total.observed() + " calls; " + total.repeated()
                    + " were repeated, and a cache would have saved them "
                    + seconds(total.repeatedNanos()) + remedy(clients));
        }
        return lines;
    }

    private static String remedy(Set<String> clients) {
        if (clients.isEmpty()) {
            return "";
        }
        StringBuilder remedy = new StringBuilder("; to serve them: clients: {");
        String separator = "";
        for (String client : clients) {
            remedy.append(separator).append(client).append(": on");
            separator = ", ";
        }
        return remedy.append('}').toString();
    }

    private static String percent(long part, long whole) {
        return tenths(Math.round(1000.0 * part / whole)) + " %";
    }

    private static String seconds(long nanos) {
        return tenths(Math.round(nanos / 1e8)) + " s";
    }

    /** By hand, because the JDK's formatter would take longer than all else at the exit of a small program. */
    private static String tenths(long number) {
        return number / 10 + "." + number % 10;
    }
}
