package dev.reprise.engine;

import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Pace;
import dev.reprise.engine.shape.PacedParts;
import dev.reprise.engine.thread.ReplayThreads;
import dev.reprise.engine.value.Pulled;
import dev.reprise.engine.value.TimedParts;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Hands the parts of entries out at the pace that is asked for. Thread-safe.
 *
 * @param otherwise the pace of methods for which none is asked
 */
record Pacing(Pace otherwise, LongSupplier nanoClock, LongConsumer pause, ReplayThreads threads) {

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLISECOND = 1_000_000L;

    /** Returns what an entry of a method holds, as it is to be handed out. */
    Object of(Object held, MethodRule rule) {
        if (held instanceof Pulled pulled && pulled.parts() instanceof TimedParts parts) {
            return new Pulled(of(parts.parts(), parts, rule));
        }
        return held instanceof TimedParts parts ? of(parts.parts(), parts, rule) : held;
    }

    /**
     * Returns some parts as they are to be handed out.
     *
     * @param parts what an entry held, up to some part
     * @param times when they came
     * @param rule what is said of the method
     */
    <T> List<?> of(List<T> parts, TimedParts times, MethodRule rule) {
        Pace pace = rule.pace() == null ? otherwise : rule.pace();
        if (pace instanceof Pace.Immediate) {
            return parts;
        }
        long[] due = new long[parts.size()];
        long at = 0;
        for (int i = 0; i < due.length; i++) {
            at += pace instanceof Pace.PerSecond steady ? SECOND / steady.parts() : times.millisBefore(i) * MILLISECOND;
            due[i] = at;
        }
        return new PacedParts(parts, due, nanoClock, pause, threads);
    }
}
