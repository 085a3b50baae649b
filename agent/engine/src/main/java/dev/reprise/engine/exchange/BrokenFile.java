package dev.reprise.engine.exchange;

import java.io.IOException;

/** A file of entries cannot be read any further; says in which line, and why. */
public final class BrokenFile extends IOException {

    private static final long serialVersionUID = 1L;

    BrokenFile(long line, String reason) {
        super("line " + line + ": " + reason);
    }

    BrokenFile(String reason) {
        super(reason);
    }
}
