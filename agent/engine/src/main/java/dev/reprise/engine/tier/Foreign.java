package dev.reprise.engine.tier;

/** The bytes are nothing that this process can judge: of another format, or sealed with a key that it does not have. */
final class Foreign extends Exception {

    private static final long serialVersionUID = 1L;

    Foreign(String reason) {
        super(reason, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    }
}
