package dev.reprise.engine.key;

/**
 * Says that a call has no key, so that it has to bypass the cache. It carries no stack trace: it tells about the call,
 * not about a fault in the code that threw it.
 */
public final class Unkeyable extends Exception {

    private static final long serialVersionUID = 1;

    private final String path;
    private final String reason;

    /**
     * Creates the refusal of a call.
     *
     * @param path where in the call, such as {@code 0.messages[3].image} or {@code this.client}; may be empty
     * @param reason what is wrong there, and the remedy if there is one
     */
    public Unkeyable(String path, String reason) {
        super(path.isEmpty() ? reason : path + ": " + reason, null, false, false);
        this.path = path;
        this.reason = reason;
    }

    /** Returns where in the call, such as {@code 0.messages[3].image} or {@code this.client}; may be empty. */
    public String path() {
        return path;
    }

    /** Returns what is wrong there, and the remedy if there is one. */
    public String reason() {
        return reason;
    }
}
