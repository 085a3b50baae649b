package dev.reprise.admin;

import dev.reprise.engine.Engine.MethodFigures;
import dev.reprise.engine.Figures;
import dev.reprise.engine.Fitness;
import dev.reprise.engine.audit.Findings;
import dev.reprise.engine.config.MethodRule;
import org.jspecify.annotations.Nullable;

/**
 * What was observed of one method, and what that means.
 *
 * @param told what the engine tells of it
 * @param fitness whether it may be served
 * @param advice what to do about it; null if nothing has to be done
 */
public record ObservedMethod(
        MethodFigures told, Fitness fitness, @Nullable String advice) {

    static ObservedMethod of(MethodFigures told) {
        Fitness fitness = Fitness.of(told);
        return new ObservedMethod(told, fitness, Advice.of(told, fitness));
    }

    /** Returns how its calls have ended. */
    public Figures figures() {
        return told.figures();
    }

    /** Returns the rule that chose it. */
    public MethodRule rule() {
        return told.rule();
    }

    /** Returns what was found out about it. */
    public Findings findings() {
        return told.findings();
    }

    /** Returns how many calls were observed that no entry would have answered. */
    public long keys() {
        return figures().observed() - figures().repeated();
    }

    /** Returns how many answers were the same as earlier ones. */
    public long alike() {
        return findings().compared() - findings().details() - findings().differing();
    }
}
