package dev.reprise.engine.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The Redis tier.
 *
 * @param place where the server is, or who knows it
 * @param tls whether the connection is encrypted
 * @param user whom to log in as; null for the server's default user
 * @param password null if there is no need to log in
 * @param database the number of the database
 * @param timeout what one look-up can take of a caller's time at the most
 * @param prefix what the names of all keys begin with
 * @param poolSize how many connections to one server look-ups use at the most
 */
public record RedisSettings(
        RedisPlace place,
        boolean tls,
        @Nullable String user,
        @Nullable String password,
        int database,
        Duration timeout,
        String prefix,
        int poolSize) {

    /** The default of {@code tiers.redis.timeout}. */
    public static final Duration TIMEOUT = Duration.ofMillis(100);

    /** The default of {@code tiers.redis.prefix}. */
    public static final String PREFIX = "reprise";

    /** The default of {@code tiers.redis.pool-size}. */
    public static final int POOL_SIZE = 8;

    /** Returns the server, or how it is found, as people write it. */
    public String address() {
        return place.address();
    }

    /** Returns the same for one server of a cluster. */
    public RedisSettings at(RedisServer server) {
        return new RedisSettings(server, tls, user, password, database, timeout, prefix, poolSize);
    }

    /** Without the password, so that no log tells it. */
    @Override
    public String toString() {
        return (tls ? "rediss://" : "redis://") + address() + "/" + database;
    }
}
