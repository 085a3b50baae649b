package dev.reprise.engine.redis;

import dev.reprise.engine.config.RedisServer;
import org.jspecify.annotations.Nullable;

/**
 * Which server of a cluster to ask instead.
 *
 * @param asking whether just this once: the key is on its way there
 */
record Redirect(RedisServer server, boolean asking) {

    /**
     * Reads {@code MOVED SLOT HOST:PORT} or {@code ASK SLOT HOST:PORT}; null if it is something else.
     *
     * @param from who said so; it has no name for itself and others on its host where it knows none
     */
    static @Nullable Redirect of(String error, RedisServer from) {
        boolean asking = error.startsWith("ASK ");
        int address = error.lastIndexOf(' ') + 1;
        int colon = error.lastIndexOf(':'); // An IPv6 address has others before it.
        if (!(asking || error.startsWith("MOVED ")) || colon < address) {
            return null;
        }
        String host = error.substring(address, colon);
        try {
            int port = Integer.parseInt(error.substring(colon + 1));
            return port < 1 || port > 65_535
                    ? null
                    : new Redirect(new RedisServer(host.isEmpty() ? from.host() : host, port), asking);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
