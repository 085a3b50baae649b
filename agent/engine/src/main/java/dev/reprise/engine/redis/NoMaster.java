package dev.reprise.engine.redis;

import java.io.IOException;

/** The Sentinels know no master of that name. */
final class NoMaster extends IOException {

    private static final long serialVersionUID = 1L;

    NoMaster() {
        super("no such master");
    }
}
