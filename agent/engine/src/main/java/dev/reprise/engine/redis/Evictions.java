package dev.reprise.engine.redis;

import dev.reprise.engine.epoch.Epochs;
import dev.reprise.engine.epoch.Eviction;
import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.redis.EvictionStore.Counts;
import dev.reprise.engine.thread.DaemonThread;
import dev.reprise.engine.tier.RandomNumbers;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Learns what others evict in Redis, and tells them what is evicted here: two daemon threads, which begin with the first
 * look-up and the first eviction. Thread-safe.
 *
 * <p>The one subscribes to news, then reads what there is already, and then follows the news; whenever the connection breaks,
 * or is not answered any more, it begins anew. Until it has read once, nothing is known, and nothing in Redis is served.
 */
final class Evictions {

    /** What ends at once when its connections are closed, unless a disk keeps it. */
    private static final Duration LAST_WORK = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** After so much silence the server is asked whether it is still there. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    /** What another process of the home has for telling what it has evicted, before it is told from here. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final EvictionStore store;
    private final Servers servers;
    private final Epochs epochs;
    private final LongSupplier nanoClock;
    private final Logger log;
    private final String allowed;

    /** Whether what there is has been read once. */
    private volatile boolean known;

    private volatile boolean closed;

    /** Guarded by this object, as are the others that change. */
    private boolean listening;

    private boolean sending;

    /** Whether somebody waited in vain. */
    private boolean slow;

    /** How many threads are at work. */
    private int working;

    private boolean refusalSaid;
    private @Nullable RedisConnection heardOn;
    private @Nullable RedisConnection askedOn;
    private @Nullable RedisConnection sentOn;

    Evictions(String prefix, Servers servers, Epochs epochs, LongSupplier nanoClock, Logger log) {
        this.store = new EvictionStore(prefix);
        this.servers = servers;
        this.epochs = epochs;
        this.nanoClock = nanoClock;
        this.log = log;
        this.allowed = "HGET, HGETALL, HMGET, HSETNX and HINCRBY of " + prefix
                + ":{epochs}, LPUSH, LRANGE and LTRIM of " + prefix
                + ":{epochs}:keys, MULTI, EXEC and PING, and PUBLISH and SUBSCRIBE of " + prefix + ":evictions";
    }

    /** Returns whether what others have evicted is known, as far as the server has told it. */
    boolean isKnown() {
        return known;
    }

    /** Returns whether what others have evicted is known; waits for it, the first time. */
    boolean await(long deadline) {
        if (known) {
            return true;
        }
        synchronized (this) {
            if (!listening) {
                listening = started("reprise-redis-evictions", this::listen);
            }
            try {
                for (long left = deadline - nanoClock.getAsLong();
                        !known && !slow && !closed && listening && left > 0;
                        left = deadline - nanoClock.getAsLong()) {
                    wait(left / 1_000_000, (int) (left % 1_000_000));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return known;
            }
            slow = !known;
            return known;
        }
    }

    /** There is something to send. */
    synchronized void wake() {
        if (!sending && !closed) {
            sending = started("reprise-redis-evicting", this::send);
        }
        notifyAll();
    }

    /** Waits a bounded time until nothing is to be sent any more. */
    synchronized void flush(Duration atMost) {
        long deadline = nanoClock.getAsLong() + atMost.toNanos();
        try {
            for (long left = atMost.toNanos();
                    sending && left > 0 && epochs.owesRedis();
                    left = deadline - nanoClock.getAsLong()) {
                wait(Math.min(10, left / 1_000_000 + 1));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(Runnable work) {
        try {
            work.run();
        } finally {
            synchronized (this) {
                working--;
                notifyAll();
            }
        }
    }

    private synchronized boolean started(String name, Runnable work) {
        try {
            DaemonThread.of(name, () -> work(work)).start();
            working++;
            return true;
        } catch (Throwable e) { // Out of native threads, for one. The next call tries again.
            log.debug("cannot start {}", name, e);
            return false;
        }
    }

    private interface Work {
        void run() throws IOException, Refused;
    }

    /** Does something until this is closed, again after every failure. */
    private void repeat(Work work) {
        long pause = FIRST_PAUSE_MILLIS;
        while (!closed) {
            long begin = nanoClock.getAsLong();
            try {
                work.run();
            } catch (Refused e) {
                servers.refresh();
                refused(e);
            } catch (Throwable e) { // Whatever it is, evictions must go on.
                servers.refresh();
                said(e);
            }
            boolean lasted = nanoClock.getAsLong() - begin > 2 * LONGEST_PAUSE_MILLIS * 1_000_000;
            pause = lasted ? FIRST_PAUSE_MILLIS : Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
            pause(pause);
        }
    }

    private synchronized void pause(long millis) {
        notifyAll();
        long end = nanoClock.getAsLong() + millis * 1_000_000;
        try {
            for (long left = millis; !closed && left > 0; left = (end - nanoClock.getAsLong()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            log.debug("a thread of evictions was interrupted and goes on");
        }
    }

    private void said(Throwable failure) {
        try {
            log.debug("evictions in Redis are tried again", failure);
        } catch (Throwable ignored) { // A broken log must not end the thread.
        }
    }

    private void refused(Refused refusal) {
        synchronized (this) {
            if (refusalSaid || refusal.isOfAReplica() || refusal.isOfACluster()) {
                return;
            }
            refusalSaid = true;
        }
        log.warn(
                "evictions reach no other machine, and entries in Redis are not read: the server refused {}. See to it that"
                        + " the user of `tiers.redis.uri` may {}.",
                refusal.getMessage(),
                allowed);
    }

    private void listen() {
        repeat(this::follow);
    }

    private void follow() throws IOException, Refused {
        boolean begun = false;
        try {
            RedisConnection heard = servers.open(store.name(), PATIENCE);
            synchronized (this) {
                heardOn = heard;
            }
            RedisConnection asked = servers.open(store.name(), PATIENCE);
            synchronized (this) {
                askedOn = asked;
            }
            heard.deadline(soon());
            heard.say("SUBSCRIBE", store.channel());
            if (heard.heard() == null) {
                throw new IOException("no answer to SUBSCRIBE");
            }
            Set<Long> read = readAll(asked);
            begun = true;
            while (!closed) {
                take(heard, asked, read);
            }
        } finally {
            synchronized (this) {
                close(heardOn);
                close(askedOn);
                slow |= !begun;
            }
        }
    }

    private long soon() {
        return nanoClock.getAsLong() + PATIENCE.toNanos();
    }

    /** Returns the numbers of the evicted keys. */
    private Set<Long> readAll(RedisConnection asked) throws IOException, Refused {
        asked.deadline(soon());
        Counts counts = store.all(asked, RandomNumbers.next() | 1);
        asked.deadline(soon());
        List<Eviction> keys = store.keys(asked);
        epochs.countedInAll(counts.generation(), counts.counts());
        boolean gap = keys.size() >= EvictionStore.MOST_KEYS && !epochs.knowsOneOf(keys);
        epochs.evictedInRedis(keys);
        if (gap) {
            log.info(
                    "more keys were evicted than Redis remembers while this service did not listen; all that it keeps is"
                            + " evicted");
            epochs.missed();
        }
        Set<Long> read = new HashSet<>();
        keys.forEach(key -> read.add(key.epoch()));
        boolean isNews;
        synchronized (this) {
            known = true;
            slow = false;
            isNews = refusalSaid;
            refusalSaid = false;
            notifyAll();
        }
        if (isNews) {
            log.info("evictions reach other machines again");
        }
        return read;
    }

    /**
     * @param read the numbers of evicted keys that were read already
     */
    private void take(RedisConnection heard, RedisConnection asked, Set<Long> read) throws IOException, Refused {
        heard.deadline(nanoClock.getAsLong() + SILENCE.toNanos());
        Object news = heard.heard();
        if (news == null) {
            heard.deadline(soon());
            heard.say("PING");
            news = heard.heard();
            if (news == null) {
                throw new IOException("the server does not answer any more");
            }
        }
        if (news instanceof List<?> message
                && message.size() == 3
                && EvictionStore.string(message.get(0)).equals("message")) {
            take(EvictionStore.string(message.get(2)), asked, read);
        }
    }

    private void take(String news, RedisConnection asked, Set<Long> read) throws IOException, Refused {
        if (news.startsWith("k ")) {
            Eviction key = EvictionStore.key(news.substring(2));
            if (key != null && !read.remove(key.epoch())) {
                epochs.evictedInRedis(List.of(key));
            }
            return;
        }
        Subject subject = news.startsWith("s ") ? Subject.parse(news.substring(2)) : null;
        asked.deadline(soon());
        Counts counts = subject == null ? null : store.one(asked, subject);
        if (counts == null || !epochs.counted(counts.generation(), counts.counts()) || epochs.knowsTooMany()) {
            read.addAll(readAll(asked));
        }
    }

    private void send() {
        repeat(this::sendAll);
    }

    private void sendAll() throws IOException, Refused {
        try {
            RedisConnection to = servers.open(store.name(), PATIENCE);
            synchronized (this) {
                sentOn = to;
            }
            while (!closed) {
                for (Eviction eviction : epochs.owedToRedis()) {
                    to.deadline(soon());
                    Counts counts = store.evict(to, eviction, RandomNumbers.next() | 1);
                    epochs.sent(
                            eviction,
                            counts.generation(),
                            counts.counts().values().stream().findFirst().orElse(0L));
                    if (eviction.kind() == Eviction.Kind.SHARED_GENERATION) {
                        log.info(
                                "more was evicted while Redis was away than is remembered; all that it keeps is evicted");
                    }
                }
                awaitSomethingToSend();
            }
        } finally {
            synchronized (this) {
                close(sentOn);
            }
        }
    }

    /** What the other processes of the home do not tell in time is told from here. */
    private void awaitSomethingToSend() {
        List<Eviction> borrowed = epochs.borrowedForRedis();
        if (!awaitOwed(borrowed.isEmpty() ? 0 : GRACE.toNanos())) {
            epochs.adopt(borrowed);
        }
    }

    /**
     * Returns whether there is something to send by then.
     *
     * @param nanos how long to wait; 0 to be woken
     */
    private synchronized boolean awaitOwed(long nanos) {
        notifyAll();
        long end = nanoClock.getAsLong() + nanos;
        while (!closed && !epochs.owesRedis()) {
            long left = end - nanoClock.getAsLong();
            if (nanos > 0 && left <= 0) {
                return false;
            }
            try {
                if (nanos > 0) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                } else if (epochs.borrowedForRedis().isEmpty()) {
                    wait();
                } else {
                    return true; // Not ours yet.
                }
            } catch (InterruptedException e) {
                log.debug("a thread of evictions was interrupted and goes on");
            }
        }
        return true;
    }

    private static void close(@Nullable RedisConnection connection) {
        if (connection != null) {
            connection.close();
        }
    }

    /** Closes the connections, so that the threads end, and waits a bounded time until they touch nothing any more. */
    synchronized void close() {
        closed = true;
        close(heardOn);
        close(askedOn);
        close(sentOn);
        notifyAll();
        long deadline = nanoClock.getAsLong() + LAST_WORK.toNanos();
        try {
            for (long left = LAST_WORK.toNanos(); working > 0 && left > 0; left = deadline - nanoClock.getAsLong()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
