package dev.reprise.jar;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import redis.embedded.RedisServer;

/** A real server on a free port. */
public final class OneRedis implements AutoCloseable {

    private static final int TRIES = 10;

    private final RedisServer server;

    private OneRedis(RedisServer server) {
        this.server = server;
    }

    /** Starts it. A machine on which it does not run skips the test, unless it is the one that has to tell. */
    public static OneRedis start() throws IOException {
        for (int tries = 1; ; tries++) {
            try {
                RedisServer begun = RedisServer.newRedisServer()
                        .port(Ports.free())
                        .bind("127.0.0.1")
                        .setting("save \"\"")
                        .build();
                begun.start();
                return new OneRedis(begun);
            } catch (IOException | RuntimeException e) { // Somebody else took the port, or it does not run here at all.
                if (tries == TRIES) {
                    assumeThat(System.getenv("CI"))
                            .as("no Redis runs on this machine: " + e)
                            .isNotNull();
                    throw e;
                }
            }
        }
    }

    /** Returns where it is. */
    public String uri() {
        return "redis://127.0.0.1:" + port();
    }

    /** Returns where it is on this machine. */
    public int port() {
        return server.ports().get(0);
    }

    @Override
    public void close() throws IOException {
        server.stop();
    }
}
