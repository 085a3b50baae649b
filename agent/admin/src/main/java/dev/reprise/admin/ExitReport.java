package dev.reprise.admin;

import dev.reprise.engine.Engine.MethodFigures;
import dev.reprise.engine.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
