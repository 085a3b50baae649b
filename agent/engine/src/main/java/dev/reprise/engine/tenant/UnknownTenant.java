package dev.reprise.engine.tenant;

/** Nobody knows whose a call is. */
public final class UnknownTenant extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    UnknownTenant(String reason) {
        super(reason, /* cause= */ null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
        this.reason = reason;
    }

    /** Returns why; nothing of the call is in it. */
    public String reason() {
        return reason;
    }
}
