package dev.reprise.engine;

import dev.reprise.engine.key.CacheKey;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Single flight: of equal calls at the same time one makes the real call, and the others wait for its answer. Nobody waits
 * longer than the bound counted from the begin of the real call, nor for a call that could wait for him. Thread-safe.
 */
final class Flights {

    /** How often one who waits looks whether it is of use, at first and at last. */
    private static final long FIRST_LOOK = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long LAST_LOOK = TimeUnit.MILLISECONDS.toNanos(500);

    private final ConcurrentMap<CacheKey, Flight> underWay = new ConcurrentHashMap<>();

    /** What threads wait for, so that no two wait for each other. */
    private final ConcurrentMap<Thread, Flight> waiting = new ConcurrentHashMap<>();

    private final long boundNanos;

    /**
     * @param bound how long a real call may have run at the most while others wait for it; zero if nobody is to wait
     */
    Flights(Duration bound) {
        this.boundNanos = bound.toNanos();
    }

    /** Returns whether every call is to make its own. */
    boolean areOff() {
        return boundNanos == 0;
    }

    /**
     * Returns a flight if the calling thread is to make the real call, which is to be {@linkplain Flight#end() ended} in any
     * case. Returns null if there was somebody to wait for: his answer may be an entry by now. If it is none, the caller is
     * to make the call for himself.
     */
    @Nullable
    Flight leadOrWait(CacheKey key) {
        Flight own = new Flight(this, key, Thread.currentThread(), System.nanoTime());
        Flight other = underWay.putIfAbsent(key, own);
        if (other == null) {
            return own;
        }
        // Of one that is too old nobody knows whether it will ever end.
        if (left(other) <= 0 && underWay.replace(key, other, own)) {
            return own;
        }
        await(other);
        return null;
    }

    void ended(Flight flight) {
        underWay.remove(flight.key(), flight);
    }

    private void await(Flight flight) {
        Thread self = Thread.currentThread();
        waiting.put(self, flight); // Before the look at the others, who look after that, too.
        try {
            if (!leadsTo(flight, self)) {
                awaitInLooks(flight);
            }
        } catch (InterruptedException interrupted) {
            self.interrupt(); // The real call is to see it.
        } finally {
            waiting.remove(self);
        }
    }

    private void awaitInLooks(Flight flight) throws InterruptedException {
        boolean blocked = false;
        long look = FIRST_LOOK;
        for (long left = left(flight); left > 0; left = left(flight)) {
            if (flight.await(Math.min(look, left))) {
                return;
            }
            boolean stillBlocked = flight.isBlocked();
            if (blocked && stillBlocked) {
                return; // By a lock that this thread may hold.
            }
            blocked = stillBlocked;
            look = Math.min(LAST_LOOK, 2 * look);
        }
    }

    private long left(Flight flight) {
        return flight.beganNanos() + boundNanos - System.nanoTime();
    }

    /** Returns whether a thread would wait for itself. */
    private boolean leadsTo(Flight flight, Thread self) {
        Flight next = flight;
        for (int i = 0; next != null && i <= waiting.size(); i++) {
            Thread leader = next.leader();
            if (leader == self) {
                return true;
            }
            next = leader == null ? null : waiting.get(leader);
        }
        return false;
    }
}
