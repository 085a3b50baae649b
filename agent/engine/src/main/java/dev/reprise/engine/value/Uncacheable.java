package dev.reprise.engine.value;

/** Says why an answer, or every answer of a method, cannot be carried faithfully, and what would help. */
public final class Uncacheable extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param reason a sentence for the user, without a stop: what cannot be carried, where, and the remedy
     */
    public Uncacheable(String reason) {
        super(reason, null, false, false);
    }

    /** Returns the reason and the remedy. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
