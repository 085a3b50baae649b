package dev.reprise.engine;

import dev.reprise.engine.Engine.MethodFigures;
import dev.reprise.engine.audit.Clue;
import dev.reprise.engine.audit.Findings;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a method is fit to be cached, as far as its observed calls tell.
 *
 * @param verdict whether it is
 * @param reasons why, the weightiest first; none if nothing speaks against it
 */
public record Fitness(Verdict verdict, List<String> reasons) {

    /** Whether a method is fit. */
    public enum Verdict {
        /** Nothing speaks against it. */
        FIT,
        /** Too little was seen of it. */
        UNKNOWN,
        /** A language model answers equal calls otherwise each time; an entry repeats the first answer. */
        VARIES,
        /** Somebody has to look at its code. */
        DOUBTFUL,
        /** A hit would be wrong, or would leave something undone. */
        UNFIT
    }

    private static final String CHANGED = "its receiver or an argument was changed while it ran";

    /** Copies the list. */
    public Fitness {
        reasons = List.copyOf(reasons);
    }

    /** Returns what is known of a method. */
    public static Fitness of(MethodFigures method) {
        Findings findings = method.findings();
        Reasons reasons = method.reasons();
        boolean changes = reasons != null && reasons.main().startsWith(CHANGED);
        List<String> against = new ArrayList<>();
        if (changes || (method.figures().observed() == 0 && findings.compared() == 0)) {
            if (reasons == null) {
                return new Fitness(Verdict.UNKNOWN, List.of("no call of it came to its end"));
            }
            against.add(reasons.main());
            if (!changes && isFailure(reasons.main())) {
                return new Fitness(Verdict.UNKNOWN, against); // Its next answer may be one that can be kept.
            }
            return new Fitness(Verdict.UNFIT, against);
        }
        Verdict verdict = Verdict.FIT;
        if (findings.compared() == 0 && !method.rule().ofClient()) {
            verdict = Verdict.UNKNOWN;
            against.add(method.figures().repeated() == 0 ? "no call was repeated" : "no answers were compared");
        }
        for (Clue effect : findings.effects()) {
            boolean grave = effect.kind() == Clue.Kind.WRITES_FILE || effect.kind() == Clue.Kind.DATABASE;
            verdict = grave ? Verdict.UNFIT : worse(verdict, Verdict.DOUBTFUL);
            against.add("its code " + effect);
        }
        for (String done : findings.done()) {
            verdict = Verdict.UNFIT;
            against.add("while it was observed it " + done);
        }
        if (findings.differing() > 0) {
            boolean byModel = method.rule().ofClient() || findings.model() != null;
            verdict = worse(verdict, byModel ? Verdict.VARIES : Verdict.UNFIT);
            against.add(0, differing(findings));
        }
        if (method.demoted() != null) {
            verdict = worse(verdict, Verdict.DOUBTFUL);
            against.add(0, "Reprise only observes it, because " + method.demoted());
        }
        return new Fitness(verdict, against);
    }

    private static boolean isFailure(String reason) {
        return reason.startsWith("it threw ") || reason.startsWith("it failed");
    }

    private static String differing(Findings findings) {
        StringBuilder text = new StringBuilder("equal calls were answered otherwise, ");
        text.append(findings.differing())
                .append(" of ")
                .append(findings.compared())
                .append(" times");
        if (!findings.places().isEmpty()) {
            text.append(", in ").append(findings.places().get(0));
        }
        if (!findings.guesses().isEmpty()) {
            text.append("; perhaps by ").append(String.join(", or ", findings.guesses()));
        }
        return text.toString();
    }

    private static Verdict worse(Verdict one, Verdict other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
