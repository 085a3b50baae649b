package dev.reprise.engine.adapter;

/** Says what an adapter of the host did wrong. */
public final class AdapterFailure extends Exception {

    private static final long serialVersionUID = 1L;

    AdapterFailure(String reason) {
        super(reason, null, false, false);
    }

    /** Returns what was wrong, as a sentence that begins with the adapter's name. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
