package dev.reprise.engine.redis;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The connections of look-ups, and the one daemon thread that makes them, so that no caller waits for a name server or a
 * handshake longer than he wants to. The thread begins with the first look-up or write. Thread-safe.
 *
 * <p>A monitor and no {@code Condition}, as in {@link dev.reprise.engine.tier.WriteBehind}: waiting for one sets up the host's
 * common pool on Java 17. Pools of libraries use one.
 */
final class Connections {

    /** How long the thread waits for a connection at least: nobody waits for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Environment environment;
    private final Runnable onFault;
    private final LongSupplier nanoClock;
    private final Logger log;
    private final int poolSize;
    private final long timeoutNanos;

    /** Guarded by this object, as are all the fields that change. */
    private final ArrayDeque<RedisConnection> idle = new ArrayDeque<>();

    private final Breaker breaker;
    private final Worker worker;
    private volatile boolean closed;

    /** Connections that there are, lent ones included. */
    private int open;

    /** Those asked for, the one included that is being made. */
    private int asked;

    private int waiting;

    /** Rises with every fault: what was opened before it proves nothing. */
    private int epoch;

    /** Whether a connection was ever made. */
    private boolean reached;

    /** Whether a caller waited for the first connection in vain. */
    private boolean slow;

    private long nextTry;
    private @Nullable RedisConnection watched;
    private long watchedUntil;

    /**
     * @param onFault runs, under the lock of this object, when the server cannot be used any more
     */
    Connections(Environment environment, Runnable onFault) {
        this.environment = environment;
        this.onFault = onFault;
        this.nanoClock = environment.nanoClock();
        this.log = environment.log();
        this.poolSize = environment.settings().poolSize();
        this.timeoutNanos = environment.settings().timeout().toNanos();
        this.breaker = new Breaker(environment.subject(), environment.settings().address(), log);
        this.worker = new Worker(this::next, log);
    }

    /** Returns whether it is of no use to try. Costs nothing. */
    boolean areOff() {
        return breaker.isOpen() || closed;
    }

    boolean areClosed() {
        return closed;
    }

    /** Returns a number that rises whenever the server is found to be away. */
    synchronized int epoch() {
        return epoch;
    }

    /** Lends a connection, or returns null if there is none by then. The interrupt flag of the caller's thread stays as it is. */
    synchronized @Nullable RedisConnection borrow(long deadline) {
        if (!reached && slow) {
            worker.started();
            return null;
        }
        boolean waited = false;
        waiting++;
        try {
            while (!areOff()) {
                long left = deadline - nanoClock.getAsLong();
                if (left <= 0) {
                    inVain(waited);
                    return null;
                }
                RedisConnection connection = idle.pollFirst();
                if (connection != null) {
                    return connection;
                }
                if (asked < waiting && open + asked < poolSize) {
                    asked++;
                    notifyAll();
                }
                if (!worker.started()) {
                    return null;
                }
                waited = true;
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting--;
        }
        return null;
    }

    /** Nobody else shall wait where there is nothing to wait for. */
    private void inVain(boolean waited) {
        slow = true;
        if (waited && reached && open == 0) {
            fail(new SocketTimeoutException());
        }
    }

    /** Takes back a connection whose last reply was read to its end. */
    void giveBack(RedisConnection connection) {
        synchronized (this) {
            if (!closed && connection.epoch() == epoch) {
                breaker.proved();
                idle.addFirst(connection);
                if (waiting > 0) {
                    notifyAll();
                }
                return;
            }
            open -= connection.epoch() == epoch ? 1 : 0;
        }
        connection.close();
    }

    /** Closes a connection that was lent, without blaming the server. */
    void drop(RedisConnection connection) {
        connection.close();
        synchronized (this) {
            if (connection.epoch() == epoch) {
                open--;
                notifyAll();
            }
        }
    }

    /**
     * Closes the idle connections, which the server or something on the way has most likely closed as well.
     */
    synchronized void dropIdle() {
        open -= idle.size();
        idle.forEach(RedisConnection::close);
        idle.clear();
    }

    /** Takes a failure of a connection for a fault of the server, unless that is known. */
    void failed(RedisConnection connection, Exception cause) {
        connection.close();
        synchronized (this) {
            if (connection.epoch() == epoch) {
                fail(cause);
            }
        }
    }

    /** As above, where there was no connection yet. */
    synchronized void failed(Exception cause) {
        fail(cause);
    }

    private void fail(Exception cause) {
        log.debug("redis tier: {}", environment.settings().address(), cause);
        breaker.open(Fault.of(cause, environment));
        epoch++;
        dropIdle();
        open = 0;
        asked = 0;
        nextTry = nanoClock.getAsLong() + breaker.pauseMillis() * 1_000_000;
        worker.started();
        notifyAll();
        onFault.run();
    }

    /** Opens a connection that does not count, on the caller's thread. */
    RedisConnection open(Duration patience) throws IOException, Refused {
        int now;
        synchronized (this) {
            now = epoch;
        }
        return RedisConnection.open(
                environment.settings(),
                environment.tls(),
                now,
                nanoClock,
                nanoClock.getAsLong() + Math.max(timeoutNanos, patience.toNanos()));
    }

    /** Has a connection closed that still writes at that time. */
    synchronized void watch(RedisConnection connection, long until) {
        if (worker.started()) {
            watched = connection;
            watchedUntil = until;
            notifyAll();
        }
    }

    synchronized void unwatch() {
        watched = null;
    }

    /** Closes what is idle, and lets the thread end. Says what was not said yet. */
    void close() {
        Runnable news = null;
        synchronized (this) {
            closed = true;
            dropIdle();
            notifyAll();
            if (breaker.isOpen() && breaker.hasNews()) {
                news = breaker.news();
            }
        }
        if (news != null) {
            news.run();
        }
    }

    /** Waits for something to do. */
    private synchronized @Nullable Runnable next() {
        while (!closed) {
            long now = nanoClock.getAsLong();
            long wait = Long.MAX_VALUE;
            if (breaker.hasNews()) {
                return breaker.news();
            }
            RedisConnection writing = watched;
            if (writing != null) {
                wait = watchedUntil - now;
                if (wait <= 0) {
                    watched = null;
                    return writing::close;
                }
            }
            if (breaker.isOpen() && !breaker.isStuck()) {
                wait = Math.min(wait, nextTry - now);
                if (nextTry - now <= 0) {
                    return this::connect;
                }
            } else if (asked > 0) {
                return this::connect;
            }
            try {
                if (wait == Long.MAX_VALUE) {
                    wait();
                } else {
                    wait(wait / 1_000_000, (int) (wait % 1_000_000));
                }
            } catch (InterruptedException e) {
                log.debug("the thread for connections was interrupted and goes on");
            }
        }
        return null;
    }

    /** Makes a connection and proves it by a look-up such as callers make: as quick, and of a key that they may read. */
    private void connect() {
        RedisConnection made = null;
        try {
            made = open(PATIENCE);
            made.deadline(nanoClock.getAsLong() + timeoutNanos);
            made.ask(List.of(environment.probe()), /* asking= */ false);
            made.answers(new byte[1][], /* asking= */ false, Integer.MAX_VALUE, redirects());
        } catch (Exception e) {
            if (made != null) {
                made.close();
            }
            failed(e);
            return;
        }
        if (!lendable(made)) {
            made.close();
        }
    }

    /** A server of a cluster works also if the probe is another one's. */
    private @Nullable Map<Integer, Redirect> redirects() {
        return environment.ofACluster() ? new HashMap<>() : null;
    }

    private synchronized boolean lendable(RedisConnection made) {
        if (closed || made.epoch() != epoch) {
            return false;
        }
        reached = true;
        slow = false;
        asked = Math.max(0, asked - 1);
        open++;
        idle.addFirst(made);
        breaker.close();
        notifyAll();
        return true;
    }
}
