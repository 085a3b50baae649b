package dev.reprise.engine;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.redis.ClaimedCall;
import dev.reprise.engine.redis.RedisTier;
import dev.reprise.engine.tier.Patience;
import dev.reprise.engine.tier.WriteBehind;
import java.time.Duration;
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

    private final RedisTier redis;
    private final WriteBehind writer;
    private final Duration timeout;
    private final Duration bound;
    private final LongSupplier random;
    private final Flights flights;
    private final RemoteFlights remote;

    /** Whether a claim was not answered in time: until one is, no call waits for another. */
    private volatile boolean isUnanswered;

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
     * Claims the real call for this process, or waits for that of another one.
     *
     * @param entry looks for the entry
     * @return the entry; null if the caller is to make the call
     */
    @Nullable
    Object claimOrWait(ScopeSettings scope, CacheKey key, Flight flight, Supplier<@Nullable Object> entry) {
        if (!isOthers(scope, key, flight)) {
            return null;
        }
        Object found = waited(scope, key, entry);
        if (found == null) {
            // Who waits for this one waits for its call, and not less for having waited for another.
            flight.beginAnew();
        }
        return found;
    }

    /**
     * Claims the real call for this process, or lets a flight stand here for that of another one: it ends as that does.
     *
     * @param flight that of the caller, who may follow it as others do
     * @param entry looks for the entry, on another thread
     * @return whether another process makes the call
     */
    boolean isMadeElsewhere(ScopeSettings scope, CacheKey key, Flight flight, Supplier<@Nullable Object> entry) {
        boolean others = isOthers(scope, key, flight);
        if (others) {
            remote.await(new ClaimedCall(scope, key), flight, entry);
        }
        return others;
    }

    private boolean isOthers(ScopeSettings scope, CacheKey key, Flight flight) {
        if (isUnanswered || redis.isOff()) {
            return false;
        }
        Claim claim = new Claim(scope, key);
        return writer.submit(claim, /* bytes= */ 0, /* entries= */ 0) && claim.isOthers(flight);
    }

    private @Nullable Object waited(ScopeSettings scope, CacheKey key, Supplier<@Nullable Object> entry) {
        long until = System.nanoTime() + bound.toNanos();
        long pause = RemoteFlights.FIRST_PAUSE;
        boolean claimed = true;
        while (claimed && until - System.nanoTime() > 0) {
            LockSupport.parkNanos(this, pause);
            if (Thread.currentThread().isInterrupted()) {
                return null;
            }
            claimed = redis.isClaimed(scope, key, new Patience()); // Before the look, because it ends after the write.
            Object found = entry.get();
            if (found != null) {
                return found;
            }
            pause = RemoteFlights.nextPause(pause);
        }
        return null;
    }

    /** What is asked and ended on the writer's thread. */
    private final class Claim implements Runnable {

        private enum State {
            ASKED,
            OURS,
            OTHERS,
            UNKNOWN
        }

        private final ScopeSettings scope;
        private final CacheKey key;
        private final long token = random.getAsLong();
        private final AtomicReference<State> state = new AtomicReference<>(State.ASKED);
        private final CountDownLatch answered = new CountDownLatch(1);

        Claim(ScopeSettings scope, CacheKey key) {
            this.scope = scope;
            this.key = key;
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
            Boolean ours = redis.claim(scope, key, token, bound);
            State got = ours == null ? State.UNKNOWN : ours ? State.OURS : State.OTHERS;
            if (!state.compareAndSet(State.ASKED, got) && got == State.OURS) {
                redis.release(scope, key, token);
            }
            answered.countDown();
        }

        /** Returns whether another process makes the call; if it is ours, the claim ends with the flight. */
        boolean isOthers(Flight flight) {
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
            State got = state.get();
            if (got == State.OURS) {
                flight.whenOver(
                        () -> writer.submit(() -> redis.release(scope, key, token), /* bytes= */ 0, /* entries= */ 0));
                flights.watch(flight); // For those elsewhere, who cannot see how it is pulled.
            }
            return got == State.OTHERS;
        }
    }
}
