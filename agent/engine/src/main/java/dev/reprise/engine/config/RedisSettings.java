package dev.reprise.engine.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The Redis tier.
 *
 * @param server the server; the first of the Sentinels if these are asked for it
 * @param tls whether the connection is encrypted
 * @param user whom to log in as; null for the server's default user
 * @param password null if there is no need to log in
 * @param database the number of the database
 * @param timeout what one look-up can take of a caller's time at the most
 * @param prefix what the names of all keys begin with
 * @param poolSize how many connections look-ups use at the most
 * @param sentinels who is asked for the server; null if it is named itself
 */
public record RedisSettings(
        RedisServer server,
        boolean tls,
        @Nullable String user,
        @Nullable String password,
        int database,
        Duration timeout,
        String prefix,
        int poolSize,
        @Nullable RedisSentinels sentinels) {

    /** The default of {@code tiers.redis.timeout}. */
    public static final Duration TIMEOUT = Duration.ofMillis(100);

    /** The default of {@code tiers.redis.prefix}. */
    public static final String PREFIX = "reprise";

    /** The default of {@code tiers.redis.pool-size}. */
    public static final int POOL_SIZE = 8;

    /** Settings for a server that is named itself. */
    public RedisSettings(
            String host,
            int port,
            boolean tls,
            @Nullable String user,
            @Nullable String password,
            int database,
            Duration timeout,
            String prefix,
            int poolSize) {
        this(new RedisServer(host, port), tls, user, password, database, timeout, prefix, poolSize, null);
    }

    /** Returns the server, or how it is found, as people write it. */
    public String address() {
        return sentinels == null ? server.toString() : sentinels.master() + " (Sentinel " + server + ")";
    }

    /** Without the password, so that no log tells it. */
    @Override
    public String toString() {
        return (tls ? "rediss://" : "redis://") + address() + "/" + database;
    }
}
