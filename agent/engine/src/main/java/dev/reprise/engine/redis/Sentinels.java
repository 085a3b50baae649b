package dev.reprise.engine.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.engine.config.RedisSentinels;
import dev.reprise.engine.config.RedisServer;
import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Asks Sentinels which server is the master, one after the other, until one knows. */
final class Sentinels {

    private Sentinels() {}

    /**
     * Returns the master's address.
     *
     * @param deadline until when, by the clock; each gets its share of the time, and so does what comes after
     * @throws NoMaster if none that can be asked knows it
     */
    static RedisServer master(RedisSentinels sentinels, @Nullable Tls tls, LongSupplier nanoClock, long deadline)
            throws IOException, Refused {
        List<RedisServer> servers = sentinels.servers();
        IOException last = null;
        for (int i = 0; i < servers.size(); i++) {
            long now = nanoClock.getAsLong();
            long share = now + (deadline - now) / (servers.size() - i + 1);
            try {
                RedisServer master = ask(servers.get(i), sentinels, tls, nanoClock, share);
                if (master != null) {
                    return master;
                }
                last = new NoMaster();
            } catch (IOException e) {
                last = last == null ? e : last;
            }
        }
        throw last == null ? new NoMaster() : last;
    }

    private static @Nullable RedisServer ask(
            RedisServer sentinel, RedisSentinels sentinels, @Nullable Tls tls, LongSupplier nanoClock, long deadline)
            throws IOException, Refused {
        RedisConnection connection = RedisConnection.to(sentinel, tls, /* epoch= */ 0, nanoClock, deadline);
        try {
            connection.deadline(deadline);
            logIn(connection, sentinels);
            return connection.master(sentinels.master().getBytes(UTF_8));
        } finally {
            connection.close();
        }
    }

    private static void logIn(RedisConnection connection, RedisSentinels sentinels) throws IOException, Refused {
        try {
            connection.logIn(sentinels.user(), sentinels.password());
        } catch (Refused e) { // What else it says may repeat the password.
            throw new Refused("SENTINEL", e.code());
        }
    }
}
