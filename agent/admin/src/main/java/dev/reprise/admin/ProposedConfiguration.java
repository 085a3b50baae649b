package dev.reprise.admin;

import dev.reprise.engine.Fitness;
import dev.reprise.engine.Fitness.Verdict;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The piece of configuration that would serve those observed methods that are fit and were repeated. */
public final class ProposedConfiguration {

    private final Mode mode;
    private final Configuration configuration;
    private final Set<String> clients = new TreeSet<>();
    private final TreeMap<String, List<String>> entries = new TreeMap<>();
    private final Set<String> served = new HashSet<>();
    private boolean serves;

    private ProposedConfiguration(Mode mode, Configuration configuration) {
        this.mode = mode;
        this.configuration = configuration;
    }

    /**
     * Returns its lines; none if there is nothing to say.
     *
     * @param mode the global mode
     * @param configuration what the agent was started with, of which the piece says again whose answers are whose
     */
    public static List<String> lines(List<ObservedMethod> methods, Mode mode, Configuration configuration) {
        ProposedConfiguration proposed = new ProposedConfiguration(mode, configuration);
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
            if (fits) {
                served.add(method.rule().pattern().text());
            }
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
        lines.addAll(Ownership.lines(configuration));
        if (!clients.isEmpty()) {
            lines.add("clients: { " + String.join(": on, ", clients) + ": on }");
        }
        List<String> observed = observed();
        serves |= !observed.isEmpty();
        if (!entries.isEmpty() || serves) {
            lines.add(serves ? "methods:" : "# methods:");
            for (Collection<String> entry : entries.values()) {
                lines.addAll(entry);
            }
        }
        lines.addAll(observed);
        return lines;
    }

    /** Returns the entries that say whose answers are whose and are not served: without them a client may serve their methods. */
    private List<String> observed() {
        List<String> lines = new ArrayList<>();
        for (MethodRule rule : configuration.ownMethods()) {
            boolean isOwned = rule.tenant() != null || rule.perTenant();
            if (mode != Mode.ON
                    && isOwned
                    && rule.evicts() == null
                    && !served.contains(rule.pattern().text())) {
                lines.addAll(ProposedEntry.onlyObserved(rule));
            }
        }
        return lines;
    }
}
