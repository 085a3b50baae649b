package dev.reprise.engine.tier;

/** A configured key cannot be had; the message says why, and never repeats what was found instead. */
final class KeyUnavailable extends Exception {

    private static final long serialVersionUID = 1L;

    KeyUnavailable(String reason) {
        super(reason);
    }
}
