package dev.reprise.engine;

import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.redis.ClaimedCall;
import dev.reprise.engine.redis.RedisTier;
import dev.reprise.engine.tier.Patience;
import dev.reprise.engine.tier.WriteBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Single flight of the services that share a Redis: who is about to make a real call leaves a claim there, which ends with
 * the call or by itself, and who finds one waits for the entry. Thread-safe.
 */
final class SharedFlights {

    /** So many claims are held before those are forgotten whose end nobody told. */
    private static final int MANY = 10_000;

    private final RedisTier redis;
    private final WriteBehind writer;
    private final Duration timeout;
    private final Duration bound;
    private final LongSupplier random;
    private final Flights flights;
    private final RemoteFlights remote;

    /**
     * What this process has claimed, and until when, by the monotonic clock: nobody here waits for that, for it may be his own
     * thread's.
     */
    private final ConcurrentMap<CacheKey, Held> held = new ConcurrentHashMap<>();

    /** Whether nothing is claimed any more, because this process may end before its calls do. */
    private volatile boolean isEnded;

    /** Whether a claim was not answered in time: until one is, no call waits for another. */
    private volatile boolean isUnanswered;

    /**
     * A claim of this process.
     *
     * @param until when it ends by itself
     * @param token says that it is the same
     */
    private record Held(ClaimedCall call, long until, long token) {}

    /**
     * @param writer of the Redis tier: the claim ends behind the write of the entry
     * @param timeout what a claim may take of a caller's time
     * @param bound how long a claim lasts at the most
     * @param random makes numbers that nobody else makes
     * @param flights those of this process
     * @param remote those of others that are waited for on no thread
     */
    SharedFlights(
            RedisTier redis,
            WriteBehind writer,
            Duration timeout,
            Duration bound,
            LongSupplier random,
            Flights flights,
            RemoteFlights remote) {
        this.redis = redis;
        this.writer = writer;
        this.timeout = timeout;
        this.bound = bound;
        this.random = random;
        this.flights = flights;
        this.remote = remote;
    }

    /**
     * Claims real calls for this process, without waiting for any. What is claimed ends with a flight.
     *
     * @return the numbers of those that are claimed by others
     */
    BitSet claimedByOthers(List<ClaimedCall> calls, Flight flight) {
        if (isUnanswered || redis.isOff()) {
            return new BitSet();
        }
        Claims claims = new Claims(calls);
        return writer.submit(claims, /* bytes= */ 0, /* entries= */ 0) ? claims.ofOthers(flight) : new BitSet();
    }

    /** Returns how many calls are to be claimed at once at the most. */
    int most() {
        return redis.mostClaims();
    }

    /** Returns the numbers of calls that are claimed by others. */
    BitSet claimed(List<ClaimedCall> calls) {
        BitSet all = new BitSet();
        boolean[] claimed = redis.areClaimed(calls, new Patience());
        for (int i = 0; i < claimed.length; i++) {
            all.set(i, claimed[i] && !isHeld(calls.get(i)));
        }
        return all;
    }

    /** Returns whether this process has claimed calls. */
    boolean areHeld(List<ClaimedCall> calls) {
        return calls.stream().allMatch(this::isHeld);
    }

    private boolean isHeld(ClaimedCall call) {
        Held its = held.get(call.key());
        return its != null && its.until - System.nanoTime() > 0;
    }

    private void hold(List<ClaimedCall> calls, long token) {
        long now = System.nanoTime();
        if (held.size() > MANY) {
            held.values().removeIf(its -> its.until - now <= 0);
        }
        long until = now + bound.toNanos();
        calls.forEach(call -> held.put(call.key(), new Held(call, until, token)));
    }

    /**
     * Ends all claims of this process, soon, and makes none any more: the process may end before its calls do, and others would
     * wait for those in vain.
     */
    void end() {
        isEnded = true;
        writer.submit(this::releaseAll, /* bytes= */ 0, /* entries= */ 0);
    }

    private void releaseAll() {
        Map<Long, List<ClaimedCall>> byToken = new HashMap<>();
        for (Held each : held.values()) {
            byToken.computeIfAbsent(each.token, first -> new ArrayList<>()).add(each.call);
        }
        byToken.forEach((token, calls) -> releaseHere(calls, token));
    }

    private void release(List<ClaimedCall> calls, long token) {
        boolean isSent = writer.submit(() -> releaseHere(calls, token), /* bytes= */ 0, /* entries= */ 0);
        if (!isSent) {
            calls.forEach(call -> held.remove(call.key()));
        }
    }

    private void releaseHere(List<ClaimedCall> calls, long token) {
        try {
            redis.release(calls, token);
        } finally {
            calls.forEach(call -> held.remove(call.key()));
        }
    }

    /**
     * Waits for real calls that others have claimed; looks at once for what they were answered if {@linkplain #isOver no time is left}.
     *
     * @param flight that of the caller, for whom others wait; null if nobody does
     * @param since when his wait began, for whatever
     * @param entry looks for what they were answered
     * @return that; null if the caller is to make the call
     */
    @Nullable
    Object await(List<ClaimedCall> calls, @Nullable Flight flight, long since, Supplier<@Nullable Object> entry) {
        Object found = isOver(since) ? entry.get() : waited(calls, since, entry);
        if (found == null && flight != null) {
            // Who waits for this one waits for its call, and not less for having waited for another.
            flight.beginAnew();
        }
        return found;
    }

    /** Returns whether somebody has waited for as long as anybody is to. */
    boolean isOver(long since) {
        return System.nanoTime() - since >= bound.toNanos();
    }

    /**
     * Lets a flight stand here for real calls that others have claimed: it ends as those do.
     *
     * @param flight that of the caller, who may follow it as others do
     * @param entry looks for what they were answered, on another thread
     */
    void follow(List<ClaimedCall> calls, Flight flight, Supplier<@Nullable Object> entry) {
        remote.await(calls, flight, entry);
    }

    /**
     * Has something told on another thread when real calls are over that others have claimed, or after the bound.
     *
     * @param key of the call for which that is done
     * @param since when its wait began, for whatever
     * @param entry looks for what they were answered, on another thread
     * @return false if it is not told
     */
    boolean tell(List<ClaimedCall> calls, CacheKey key, long since, Supplier<@Nullable Object> entry, Runnable then) {
        Flight flight = flights.begin(key, since); // Of no effect for other calls.
        if (!flights.follow(flight, how -> then.run())) {
            return false;
        }
        remote.await(calls, flight, entry);
        return true;
    }

    private @Nullable Object waited(List<ClaimedCall> calls, long since, Supplier<@Nullable Object> entry) {
        long pause = RemoteFlights.FIRST_PAUSE;
        boolean claimed;
        do {
            LockSupport.parkNanos(this, pause);
            if (Thread.currentThread().isInterrupted()) {
                return null;
            }
            claimed = !claimed(calls).isEmpty(); // Before the look, because it ends after the write.
            Object found = claimed && calls.size() > 1 ? null : entry.get();
            if (found != null) {
                return found;
            }
            pause = RemoteFlights.nextPause(pause);
        } while (claimed && !isOver(since));
        return null;
    }

    /** What is asked and ended on the writer's thread. */
    private final class Claims implements Runnable {

        private enum State {
            ASKED,
            ANSWERED,
            UNKNOWN
        }

        private final List<ClaimedCall> calls;
        private final List<ClaimedCall> ours = new ArrayList<>();
        private final BitSet others = new BitSet();
        private final long token = random.getAsLong();
        private final AtomicReference<State> state = new AtomicReference<>(State.ASKED);
        private final CountDownLatch answered = new CountDownLatch(1);

        Claims(List<ClaimedCall> calls) {
            this.calls = calls;
        }

        @Override
        public void run() {
            try {
                ask();
            } finally {
                isUnanswered = false;
            }
        }

        private void ask() {
            if (state.get() != State.ASKED) {
                return; // Nobody waits for it any more.
            }
            if (isEnded) {
                state.compareAndSet(State.ASKED, State.UNKNOWN);
                answered.countDown();
                return;
            }
            boolean[] put = redis.claim(calls, token, bound);
            for (int i = 0; put != null && i < put.length; i++) {
                if (put[i]) {
                    ours.add(calls.get(i));
                } else {
                    others.set(i, !isHeld(calls.get(i)));
                }
            }
            hold(ours, token);
            if (!state.compareAndSet(State.ASKED, put == null ? State.UNKNOWN : State.ANSWERED) && !ours.isEmpty()) {
                releaseHere(ours, token);
            }
            answered.countDown();
        }

        /** Returns which are claimed by others; those that are ours end with the flight. */
        BitSet ofOthers(Flight flight) {
            try {
                if (!answered.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                    isUnanswered = true; // Before it is given up, for the one who is asked sets it back after that.
                    if (!state.compareAndSet(State.ASKED, State.UNKNOWN)) {
                        isUnanswered = false;
                    }
                }
            } catch (InterruptedException interrupted) {
                state.compareAndSet(State.ASKED, State.UNKNOWN);
                Thread.currentThread().interrupt();
            }
            if (state.get() != State.ANSWERED) {
                return new BitSet();
            }
            if (!ours.isEmpty()) {
                flight.whenOver(() -> release(ours, token));
                flights.watch(flight); // For those elsewhere, who cannot see how it is pulled.
            }
            return others;
        }
    }
}
