package dev.reprise.engine.redis;

import dev.reprise.engine.config.RedisCluster;
import dev.reprise.engine.config.RedisServer;
import dev.reprise.engine.config.RedisSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which server of a cluster has which keys, and the one daemon thread that finds out: at first, when a server says that a key
 * has moved, and again and again while one cannot be used. Thread-safe.
 */
final class Topology {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    /** Whoever uses the map. */
    interface User {

        /** Takes a map in place of the last one. */
        void use(SlotMap map);

        /** Returns whether the cluster may have another map soon. */
        boolean isTroubled();
    }

    private final Environment environment;
    private final RedisCluster cluster;
    private final User user;

    /** Guarded by this object, as are all the fields that change. */
    private final Worker worker;

    private final Breaker breaker;
    private volatile @Nullable SlotMap map;
    private volatile boolean closed;
    private boolean wanted = true;
    private long notBefore;
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    /** Whether a caller waited for the first map in vain. */
    private boolean slow;

    /** Who is asked first the next time: not always the same, who may be the one that knows nothing new. */
    private int turn;

    Topology(Environment environment, RedisCluster cluster, User user) {
        this.environment = environment;
        this.cluster = cluster;
        this.user = user;
        this.worker = new Worker(this::next, environment.log());
        this.breaker = new Breaker(environment.subject(), environment.settings().address(), environment.log());
        this.notBefore = environment.nanoClock().getAsLong();
    }

    /** Returns whether there is no map, nor will there be one soon. Costs nothing. */
    boolean isUnknown() {
        return breaker.isOpen() || closed;
    }

    /** Waits for the first map; returns whether there is one by then. The interrupt flag stays as it is. */
    boolean await(long deadline) {
        if (map != null) {
            return true;
        }
        synchronized (this) {
            if (!worker.started() || slow) {
                return map != null;
            }
            try {
                while (map == null && !isUnknown()) {
                    long left = deadline - environment.nanoClock().getAsLong();
                    if (left <= 0) {
                        slow = true;
                        return false;
                    }
                    wait(left / 1_000_000, (int) (left % 1_000_000));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return map != null;
        }
    }

    /** Has the map read again. */
    synchronized void refresh() {
        if (!wanted && worker.started()) {
            wanted = true;
            notifyAll();
        }
    }

    /** Lets the thread end. Says what was not said yet. */
    void close() {
        Runnable news = null;
        synchronized (this) {
            closed = true;
            notifyAll();
            if (breaker.isOpen() && breaker.hasNews()) {
                news = breaker.news();
            }
        }
        if (news != null) {
            news.run();
        }
    }

    private synchronized @Nullable Runnable next() {
        while (!closed) {
            if (breaker.hasNews()) {
                return breaker.news();
            }
            long left = notBefore - environment.nanoClock().getAsLong();
            if (wanted && left <= 0) {
                wanted = false;
                return this::load;
            }
            try {
                if (wanted) {
                    wait(left / 1_000_000, (int) (left % 1_000_000));
                } else {
                    wait();
                }
            } catch (InterruptedException e) {
                environment.log().debug("the thread for the map of the cluster was interrupted and goes on");
            }
        }
        return null;
    }

    private void load() {
        SlotMap found = null;
        Throwable failure = new IllegalStateException("no memory, perhaps");
        try {
            found = ask();
            user.use(found);
            failure = null;
        } catch (Exception e) {
            environment.log().debug("no map of {}", environment.settings().address(), e);
            failure = e;
        } finally {
            loaded(found, failure);
        }
    }

    private void loaded(@Nullable SlotMap found, @Nullable Throwable failure) {
        boolean again = failure != null || user.isTroubled();
        synchronized (this) {
            if (failure == null) {
                map = found;
                breaker.close();
            } else if (map == null) {
                breaker.open(Fault.of(failure, environment));
            }
            notBefore = environment.nanoClock().getAsLong() + pauseMillis * 1_000_000;
            pauseMillis = again ? Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis) : FIRST_PAUSE_MILLIS;
            wanted |= again;
            notifyAll();
        }
    }

    /** Asks one server after the other until one knows. Each gets its share of the time. */
    private SlotMap ask() throws Exception {
        List<RedisServer> servers = new ArrayList<>(known());
        long begin = environment.nanoClock().getAsLong();
        Duration timeout = environment.settings().timeout();
        long end = begin + Math.max(timeout.toNanos(), PATIENCE.toNanos());
        turn++;
        Exception first = null;
        for (int i = 0; i < servers.size() && !closed; i++) {
            long now = environment.nanoClock().getAsLong();
            long share = now + (end - now) / (servers.size() - i);
            try {
                return ask(servers.get((i + turn) % servers.size()), share);
            } catch (IOException | Refused e) {
                first = first == null ? e : first;
            }
        }
        throw first == null ? new IOException("closed") : first;
    }

    private Set<RedisServer> known() {
        SlotMap now = map;
        Set<RedisServer> servers = new LinkedHashSet<>();
        if (now != null) {
            servers.addAll(now.servers());
        }
        servers.addAll(cluster.seeds());
        return servers;
    }

    private SlotMap ask(RedisServer server, long deadline) throws IOException, Refused {
        RedisSettings settings = environment.settings().at(server);
        RedisConnection connection =
                RedisConnection.open(settings, environment.tls(), /* epoch= */ 0, environment.nanoClock(), deadline);
        try {
            connection.deadline(deadline);
            return SlotMap.of(connection.slots(), server);
        } finally {
            connection.close();
        }
    }
}
