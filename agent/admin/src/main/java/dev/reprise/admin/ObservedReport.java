package dev.reprise.admin;

import dev.reprise.engine.Engine.MethodFigures;
import dev.reprise.engine.Figures;
import dev.reprise.engine.Fitness;
import dev.reprise.engine.audit.Findings;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.worth.Prices;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The report of what was observed: of each method its calls, what a cache would have saved, whether it is fit and why, and a
 * piece of configuration for those that are.
 */
public final class ObservedReport {

    private final List<ObservedMethod> methods;
    private final Mode mode;
    private final Configuration configuration;
    private final Prices prices;
    private final List<String> lines = new ArrayList<>();

    private ObservedReport(List<ObservedMethod> methods, Mode mode, Configuration configuration) {
        this.methods = methods;
        this.mode = mode;
        this.configuration = configuration;
        this.prices = configuration.prices();
    }

    /**
     * Returns the lines of the report.
     *
     * @param methods the figures of every method that was called
     * @param mode the global mode
     * @param configuration what the agent was started with
     */
    public static List<String> of(List<MethodFigures> methods, Mode mode, Configuration configuration) {
        return new ObservedReport(observed(methods, mode), mode, configuration).lines();
    }

    /** Returns the methods that the report is about, those first that are fit. */
    public static List<ObservedMethod> observed(List<MethodFigures> methods, Mode mode) {
        List<ObservedMethod> observed = new ArrayList<>();
        for (MethodFigures method : methods) {
            if (isObserved(method, mode)) {
                observed.add(ObservedMethod.of(method));
            }
        }
        observed.sort(Comparator.comparing(method -> method.fitness().verdict()));
        return observed;
    }

    /** Returns whether calls of a method were watched rather than served, or would have been if they were fit. */
    private static boolean isObserved(MethodFigures method, Mode most) {
        if (method.figures().calls() == 0) {
            return false; // All that was called of it were parts of calls of others.
        }
        Mode own = method.rule().mode();
        return method.figures().observed() > 0
                || method.findings().compared() > 0
                || own == Mode.OBSERVE
                || (most == Mode.OBSERVE && own == Mode.ON);
    }

    private List<String> lines() {
        Figures total = Figures.NONE;
        for (ObservedMethod method : methods) {
            total = total.plus(method.figures());
        }
        lines.add("Reprise observed " + ExitReport.calls(total.observed()) + " of " + methods.size()
                + (methods.size() == 1 ? " method; " : " methods; ")
                + total.repeated() + " were repeated, and a cache would have saved them "
                + SavingsText.of(total.wouldSave(), prices));
        methods.forEach(this::add);
        List<String> proposed = ProposedConfiguration.lines(methods, mode, configuration);
        if (!proposed.isEmpty()) {
            lines.add("");
            lines.add("# for reprise.yaml");
            lines.addAll(proposed);
        }
        return lines;
    }

    private void add(ObservedMethod method) {
        Figures figures = method.figures();
        Fitness fitness = method.fitness();
        MethodRule rule = method.rule();
        lines.add("");
        lines.add(figures.method() + " (" + (rule.client() == null ? rule.place() : rule.client()) + ", scope "
                + figures.scope() + "): " + fitness.verdict().name().toLowerCase(Locale.ROOT));
        long observed = figures.observed();
        long distinct = method.keys();
        StringBuilder counts = new StringBuilder("  ");
        counts.append(ExitReport.calls(figures.calls()))
                .append(", ")
                .append(observed)
                .append(" observed, ");
        counts.append(distinct).append(distinct == 1 ? " distinct key, " : " distinct keys, ");
        counts.append(figures.repeated()).append(" repeated");
        if (observed > 0) {
            counts.append(" (")
                    .append(ExitReport.percent(figures.repeated(), observed))
                    .append(" would be hits, saving ");
            counts.append(SavingsText.of(figures.wouldSave(), prices)).append(')');
        }
        lines.add(counts.toString());
        if (figures.bypasses() > 0) {
            lines.add("  " + WhyBypassed.text(figures));
        }
        Findings findings = method.findings();
        if (findings.compared() > 0) {
            lines.add("  answers compared with earlier ones: " + findings.compared() + "; alike "
                    + method.alike()
                    + ", alike but for a provider's ids, times, usage and chunks " + findings.details() + ", different "
                    + findings.differing());
        }
        for (String reason : fitness.reasons()) {
            lines.add("  " + reason);
        }
        String advice = method.advice();
        if (advice != null) {
            lines.add("  what to do: " + advice);
        }
        for (int i = 1; i < findings.places().size(); i++) {
            lines.add("  also in " + findings.places().get(i));
        }
    }
}
