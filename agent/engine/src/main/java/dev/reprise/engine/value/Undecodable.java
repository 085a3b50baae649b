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

    /** Names a failure; what it says may be a piece of an answer, unless it is about a class. */
    static Undecodable because(Throwable failure) {
        return new Undecodable(
                failure instanceof LinkageError || failure instanceof ReflectiveOperationException
                        ? failure.getClass().getName() + ": " + failure.getMessage()
                        : failure.getClass().getName());
    }

    /** Returns what is wrong with the bytes. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
