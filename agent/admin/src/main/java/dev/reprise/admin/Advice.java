package dev.reprise.admin;

import dev.reprise.engine.Engine.MethodFigures;
import dev.reprise.engine.Fitness;
import dev.reprise.engine.Fitness.Verdict;
import org.jspecify.annotations.Nullable;

/** What to do about methods that are better not served. */
final class Advice {

    private Advice() {}

    /** Returns whether a method was observed that is better not served as it is. */
    static boolean isNeeded(MethodFigures method, Fitness fitness) {
        return method.demoted() != null
                || (method.figures().observed() > 0
                        && (fitness.verdict() == Verdict.UNFIT || fitness.verdict() == Verdict.DOUBTFUL));
    }

    /** Returns what to do about a method; null if nothing has to be done. */
    static @Nullable String of(MethodFigures method, Fitness fitness) {
        if (method.demoted() != null) {
            return ofDemoted(method);
        }
        if (fitness.verdict() == Verdict.DOUBTFUL) {
            return "look at its code: serve it only if a hit may leave that undone";
        }
        if (fitness.verdict() == Verdict.VARIES) {
            return "serve it if its first answer may be repeated; deterministic-only: on leaves out what is asked with a"
                    + " temperature";
        }
        if (fitness.verdict() != Verdict.UNFIT) {
            return null;
        }
        return method.findings().differing() > 0
                ? "let its key count what decides its answers, as an argument, a tenant or a field that is not ignored, or do not"
                        + " cache it"
                : "do not cache it, but a method that it calls and that only makes the answer";
    }

    private static String ofDemoted(MethodFigures method) {
        String again = "`mode on --of method:" + method.figures().method() + "` or a new start serves it again";
        boolean byModel = method.rule().ofClient() || method.findings().model() != null;
        return (byModel
                        ? "if its first answer is good enough to be repeated, raise audit.demote, and if not, write mode:"
                                + " observe for it; "
                        : "let its key count what decides its answers, as an argument, a tenant or a field that is not ignored, or"
                                + " do not cache it; ")
                + again;
    }
}
