package dev.reprise.engine.value;

/** Says why an answer, or every answer of a method, cannot be carried faithfully, and what would help. */
public final class Uncacheable extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean ofOneAnswer;
    private final boolean noAnswer;

    /**
     * @param reason a sentence for the user, without a stop: what cannot be carried, where, and the remedy
     */
    public Uncacheable(String reason) {
        this(reason, /* ofOneAnswer= */ false, /* noAnswer= */ false);
    }

    private Uncacheable(String reason, boolean ofOneAnswer, boolean noAnswer) {
        super(reason, null, false, false);
        this.noAnswer = noAnswer;
        this.ofOneAnswer = ofOneAnswer;
    }

    /**
     * Says that an answer takes more than an entry may, and does not say how much, so that it is said once.
     *
     * @param maxEntryBytes what an entry may take
     */
    public static Uncacheable tooLarge(long maxEntryBytes) {
        return new Uncacheable(
                "the answer takes more than an entry may (" + maxEntryBytes
                        + " bytes); raise tiers.max-entry-size if such answers should be kept",
                /* ofOneAnswer= */ true,
                /* noAnswer= */ false);
    }

    /** Says why an answer cannot be kept at this moment, which tells nothing of the next one. */
    static Uncacheable forNow(String reason) {
        return new Uncacheable(reason, /* ofOneAnswer= */ true, /* noAnswer= */ false);
    }

    /** Says why an answer is none, or only a part of one, as it happens; nobody can change it. */
    static Uncacheable noAnswer(String reason) {
        return new Uncacheable(reason, /* ofOneAnswer= */ true, /* noAnswer= */ true);
    }

    /** Returns whether there was no whole answer, as it happens. */
    public boolean isNoAnswer() {
        return noAnswer;
    }

    /** Returns whether it tells nothing of the method's next answer. */
    public boolean isOfOneAnswer() {
        return ofOneAnswer;
    }

    /** Returns the reason and the remedy. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
