package dev.reprise.engine.value;

/** Says why stored bytes are not an answer; for the caller that is a miss. */
public final class Undecodable extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * @param reason what is wrong with the bytes
     */
    public Undecodable(String reason) {
        super(reason, null, false, false);
    }

    static Undecodable because(Throwable failure) {
        return new Undecodable(failure.getClass().getName() + ": " + failure.getMessage());
    }

    /** Returns what is wrong with the bytes. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
