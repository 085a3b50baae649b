package dev.reprise.engine.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those who know which of several servers is the master at the time.
 *
 * @param master its name among them
 * @param servers where they listen, at least one
 * @param user whom to log in to them as; null for their default user
 * @param password null if there is no need to log in to them
 */
public record RedisSentinels(
        String master,
        List<RedisServer> servers,
        @Nullable String user,
        @Nullable String password) implements RedisPlace {

    @Override
    public String address() {
        return master + " (Sentinel " + servers.get(0) + ")";
    }

    /** Without the password, so that no log tells it. */
    @Override
    public String toString() {
        return address();
    }
}
