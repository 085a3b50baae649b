package dev.reprise.engine.redis;

import java.io.IOException;

/** What was read is nothing that a Redis server answers. */
final class NotRedis extends IOException {

    private static final long serialVersionUID = 1L;

    NotRedis(String what) {
        super(what);
    }
}
