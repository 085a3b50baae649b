package dev.reprise.admin;

import dev.reprise.engine.Fitness;
import dev.reprise.engine.Fitness.Verdict;
import dev.reprise.engine.config.Mode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The piece of configuration that would serve those observed methods that are fit and were repeated. */
public final class ProposedConfiguration {

    private final Mode mode;
    private final Set<String> clients = new TreeSet<>();
    private final TreeMap<String, List<String>> entries = new TreeMap<>();
    private boolean serves;

    private ProposedConfiguration(Mode mode) {
        this.mode = mode;
    }

    /**
     * Returns its lines; none if there is nothing to say.
     *
     * @param mode the global mode
     */
    public static List<String> lines(List<ObservedMethod> methods, Mode mode) {
        ProposedConfiguration proposed = new ProposedConfiguration(mode);
        methods.forEach(proposed::add);
        return proposed.lines();
    }

    private void add(ObservedMethod method) {
        Fitness fitness = method.fitness();
        boolean fits = fitness.verdict() == Verdict.FIT || fitness.verdict() == Verdict.VARIES;
        if (method.figures().repeated() == 0
                || fitness.verdict() == Verdict.UNFIT
                || (fits && Remedy.isSaid(method.told(), mode))) {
            return;
        }
        String client = method.rule().client();
        if (client != null) {
            if (fits || fitness.verdict() == Verdict.UNKNOWN) {
                clients.add(client);
            }
        } else if (!method.rule().isAnnotation()) {
            entries.put(method.told().signature(), ProposedEntry.lines(method.told(), fitness, fits));
            serves |= fits;
        }
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (clients.isEmpty() && entries.isEmpty() && mode == Mode.ON) {
            return lines;
        }
        if (mode != Mode.ON) {
            lines.add("mode: on");
        }
        if (!clients.isEmpty()) {
            lines.add("clients: { " + String.join(": on, ", clients) + ": on }");
        }
        if (!entries.isEmpty()) {
            lines.add(serves ? "methods:" : "# methods:");
            for (Collection<String> entry : entries.values()) {
                lines.addAll(entry);
            }
        }
        return lines;
    }
}
