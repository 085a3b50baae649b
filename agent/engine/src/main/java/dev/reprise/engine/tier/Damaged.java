package dev.reprise.engine.tier;

/** The bytes are not an entry of this scope and key. */
final class Damaged extends Exception {

    private static final long serialVersionUID = 1L;

    Damaged(String reason) {
        super(reason, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    }
}
