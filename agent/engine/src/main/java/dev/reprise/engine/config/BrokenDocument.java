package dev.reprise.engine.config;

/** The syntax of a document is broken; there is no tree. */
final class BrokenDocument extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient SourceLocation where;
    private final String reason;

    BrokenDocument(SourceLocation where, String reason) {
        super(reason, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
        this.where = where;
        this.reason = reason;
    }

    SourceLocation where() {
        return where;
    }

    String reason() {
        return reason;
    }
}
