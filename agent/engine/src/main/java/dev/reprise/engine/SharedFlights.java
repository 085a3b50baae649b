package dev.reprise.engine;

import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.key.CacheKey;
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

    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LAST_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

    private final RedisTier redis;
    private final WriteBehind writer;
    private final Duration timeout;
    private final Duration bound;
    private final LongSupplier random;

    /**
     * @param writer of the Redis tier: the claim ends behind the write of the entry
     * @param timeout what a claim may take of a caller's time
     * @param bound how long a claim lasts at the most
     * @param random makes numbers that nobody else makes
     */
    SharedFlights(RedisTier redis, WriteBehind writer, Duration timeout, Duration bound, LongSupplier random) {
        this.redis = redis;
        this.writer = writer;
        this.timeout = timeout;
        this.bound = bound;
        this.random = random;
    }

    /**
     * Claims the real call for this process, or waits for that of another one.
     *
     * @param entry looks for the entry
     * @return the entry; null if the caller is to make the call
     */
    @Nullable
    Object claimOrWait(ScopeSettings scope, CacheKey key, Flight flight, Supplier<@Nullable Object> entry) {
        Claim claim = new Claim(scope, key);
        boolean submitted = writer.submit(claim, /* bytes= */ 0, /* entries= */ 0);
        return submitted && claim.isOthers(flight) ? waited(scope, key, entry) : null;
    }

    private @Nullable Object waited(ScopeSettings scope, CacheKey key, Supplier<@Nullable Object> entry) {
        long until = System.nanoTime() + bound.toNanos();
        long pause = FIRST_PAUSE;
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
            pause = Math.min(LAST_PAUSE, pause * 3 / 2);
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
                    state.compareAndSet(State.ASKED, State.UNKNOWN);
                }
            } catch (InterruptedException interrupted) {
                state.compareAndSet(State.ASKED, State.UNKNOWN);
                Thread.currentThread().interrupt();
            }
            State got = state.get();
            if (got == State.OURS) {
                flight.whenOver(
                        () -> writer.submit(() -> redis.release(scope, key, token), /* bytes= */ 0, /* entries= */ 0));
            }
            return got == State.OTHERS;
        }
    }
}
