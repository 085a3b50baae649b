package dev.reprise.engine.redis;

import java.io.IOException;

/** A reply is larger than any entry that is wanted; the rest of it is still to come on this connection. */
final class TooLarge extends IOException {

    private static final long serialVersionUID = 1L;

    TooLarge(long bytes) {
        super("an entry of " + bytes + " bytes");
    }
}
