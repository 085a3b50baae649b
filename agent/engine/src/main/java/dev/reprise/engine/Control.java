package dev.reprise.engine;

import dev.reprise.engine.config.Mode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the code around a call asks of it. Immutable; one that asks for nothing is always {@link #NONE}. */
final class Control {

    /** Asks for nothing. */
    static final Control NONE =
            new Control(/* bypasses= */ false, /* reads= */ true, /* keeps= */ true, Long.MAX_VALUE);

    private static final Control BYPASS =
            new Control(/* bypasses= */ true, /* reads= */ false, /* keeps= */ false, Long.MAX_VALUE);
    private static final Control REFRESH =
            new Control(/* bypasses= */ false, /* reads= */ false, /* keeps= */ true, Long.MAX_VALUE);
    private static final Control NO_STORE =
            new Control(/* bypasses= */ false, /* reads= */ true, /* keeps= */ false, Long.MAX_VALUE);

    private final boolean bypasses;
    private final boolean reads;
    private final boolean keeps;
    private final long maxAgeMillis;

    private Control(boolean bypasses, boolean reads, boolean keeps, long maxAgeMillis) {
        this.bypasses = bypasses;
        this.reads = reads;
        this.keeps = keeps;
        this.maxAgeMillis = maxAgeMillis;
    }

    /**
     * Returns the control of a name; null if there is none.
     *
     * @param argument of max-age the milliseconds, a {@link Long}; otherwise null
     */
    static @Nullable Control of(String name, @Nullable Object argument) {
        return switch (name) {
            case "bypass" -> BYPASS;
            case "refresh" -> REFRESH;
            case "no-store" -> NO_STORE;
            case "max-age" -> maxAge((Long) Objects.requireNonNull(argument));
            default -> null;
        };
    }

    private static Control maxAge(long millis) {
        return millis <= 0 ? REFRESH : new Control(/* bypasses= */ false, /* reads= */ true, /* keeps= */ true, millis);
    }

    /** Returns what is asked of a call that both hold for: nothing is allowed that one of them forbids. */
    Control and(Control other) {
        if (this == other || other == NONE) {
            return this;
        }
        return this == NONE
                ? other
                : new Control(
                        bypasses || other.bypasses,
                        reads && other.reads,
                        keeps && other.keeps,
                        Math.min(maxAgeMillis, other.maxAgeMillis));
    }

    /** Returns why a call is not even looked up, or null. */
    @Nullable
    String objection(Mode mode) {
        if (this == NONE) {
            return null;
        }
        if (bypasses) {
            return "Reprise.bypass is in force";
        }
        if (!reads && !keeps) {
            return "Reprise.refresh is in force, and so is Reprise.noStore";
        }
        return mode == Mode.OBSERVE
                ? "it is only observed, and the code around it asks for something else than usual"
                : null;
    }

    /** Returns whether an entry may answer. */
    boolean reads() {
        return reads;
    }

    /** Returns whether an answer of the real method may be kept. */
    boolean keeps() {
        return keeps;
    }

    /** Returns since when an entry may have been made that answers a call at this time, in milliseconds since the epoch. */
    long since(long nowMillis) {
        return maxAgeMillis == Long.MAX_VALUE ? Long.MIN_VALUE : nowMillis - maxAgeMillis;
    }
}
