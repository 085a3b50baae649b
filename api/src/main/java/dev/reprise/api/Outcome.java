package dev.reprise.api;

import java.time.Duration;

/** How a call of a cached method ended. Immutable. */
public final class Outcome {

    /** The kinds of outcomes. */
    public enum Kind {
        /** An entry answered. */
        HIT,
        /** An entry answered whose time to live was over: another call asks again, or the real method had failed. */
        STALE,
        /** The call waited for an equal one, whose answer it got. */
        COALESCED,
        /**
         * No entry answered all of it: the real method ran, or runs, and its answer is kept if it is fit to be. Or the call waited
         * for an equal one that failed, and failed as that did.
         */
        MISS,
        /** The real method ran, or runs, as without the agent. */
        BYPASS
    }

    private final Kind kind;
    private final String detail;

    private Outcome(Kind kind, String detail) {
        this.kind = kind;
        this.detail = detail;
    }

    /** Returns what the agent says, or null if this version does not know it. */
    static Outcome parse(String text) {
        int end = text.indexOf('\n');
        try {
            return new Outcome(Kind.valueOf(text.substring(0, end)), text.substring(end + 1));
        } catch (IllegalArgumentException | IndexOutOfBoundsException ofAnotherVersion) {
            return null;
        }
    }

    /**
     * Returns the kind.
     *
     * @return the kind, not null
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns where a hit came from.
     *
     * @return {@code memory}, {@code disk} or {@code redis}; null if it is not known, and for what is no hit
     */
    public String source() {
        return kind == Kind.HIT && !detail.isEmpty() ? detail : null;
    }

    /**
     * Returns why a call was bypassed.
     *
     * @return the reason, for people; null if it is not known, and for what is no bypass
     */
    public String reason() {
        return kind == Kind.BYPASS && !detail.isEmpty() ? detail : null;
    }

    /**
     * Returns how old the answer was that a stale entry gave.
     *
     * @return how long ago the real method gave it, in whole seconds; null if it is not known, and for what is not stale
     */
    public Duration age() {
        try {
            return kind == Kind.STALE ? Duration.ofSeconds(Long.parseLong(detail)) : null;
        } catch (NumberFormatException ofAnotherVersion) {
            return null;
        }
    }

    @Override
    public String toString() {
        String name = kind.name().toLowerCase(java.util.Locale.ROOT);
        String unit = kind == Kind.STALE ? " s old" : "";
        return detail.isEmpty() ? name : name + " (" + detail + unit + ")";
    }
}
