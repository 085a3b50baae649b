package dev.reprise.engine.value;

/** Says why an answer, or every answer of a method, cannot be carried faithfully, and what would help. */
public final class Uncacheable extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean forNow;

    /**
     * @param reason a sentence for the user, without a stop: what cannot be carried, where, and the remedy
     */
    public Uncacheable(String reason) {
        this(reason, /* forNow= */ false);
    }

    private Uncacheable(String reason, boolean forNow) {
        super(reason, null, false, false);
        this.forNow = forNow;
    }

    /**
     * Says that an answer takes more than an entry may, and does not say how much, so that it is said once.
     *
     * @param maxEntryBytes what an entry may take
     */
    public static Uncacheable tooLarge(long maxEntryBytes) {
        return new Uncacheable("the answer takes more than an entry may (" + maxEntryBytes
                + " bytes); raise tiers.max-entry-size if such answers should be kept");
    }

    /** Says why an answer cannot be kept at this moment, which tells nothing of the next one. */
    static Uncacheable forNow(String reason) {
        return new Uncacheable(reason, /* forNow= */ true);
    }

    /** Returns whether the same answer may be carried a moment later. */
    public boolean isForNow() {
        return forNow;
    }

    /** Returns the reason and the remedy. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
