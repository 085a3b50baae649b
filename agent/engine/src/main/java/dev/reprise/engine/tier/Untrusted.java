package dev.reprise.engine.tier;

import java.io.IOException;

/** Somebody else could put entries into the home, and so choose what calls are answered with; the message says how. */
final class Untrusted extends IOException {

    private static final long serialVersionUID = 1L;

    Untrusted(String reason) {
        super(reason);
    }
}
