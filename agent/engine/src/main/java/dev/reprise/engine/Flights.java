package dev.reprise.engine;

import dev.reprise.engine.Flight.End;
import dev.reprise.engine.Flight.Follower;
import dev.reprise.engine.Flight.Joined;
import dev.reprise.engine.config.FlightRule;
import dev.reprise.engine.config.SingleFlight;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.thread.Alarms;
import dev.reprise.engine.thread.Couriers;
import dev.reprise.engine.value.CopiedFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Single flight: of equal calls at the same time one makes the real call, and the others wait for its answer: on their own
 * threads where they would have waited for the real one there, otherwise on none. Nobody waits longer than the bound counted
 * from the begin of the real call, nor for a call that could wait for him. Thread-safe.
 */
final class Flights {

    /** How often one who waits looks whether it is of use, at first and at last. */
    private static final long FIRST_LOOK = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long LAST_LOOK = TimeUnit.MILLISECONDS.toNanos(500);

    /** So many may wait on no thread at a time; whoever comes then makes his own call. */
    private static final int MOST_FOLLOWERS = 10_000;

    private final ConcurrentMap<CacheKey, Flight> underWay = new ConcurrentHashMap<>();

    /** What threads wait for, so that no two wait for each other. */
    private final ConcurrentMap<Thread, Flight> waiting = new ConcurrentHashMap<>();

    private final SingleFlight settings;
    private final FieldAccess access;
    private final long boundNanos;
    /** Made when somebody waits on no thread for the first time; most services come up without. */
    private volatile @Nullable Telling telling;

    private final AtomicInteger followers = new AtomicInteger();
    private final AtomicLong landings = new AtomicLong();
    private final AtomicLong swept = new AtomicLong(System.nanoTime());

    /**
     * @param bound how long a real call may have run at the most while others wait for it; zero if nobody is to wait
     */
    Flights(Duration bound) {
        this(SingleFlight.DEFAULT.with(bound), FieldAccess.NONE);
    }

    /**
     * @param settings what the configuration says
     * @param access opens what failures keep closed
     */
    Flights(SingleFlight settings, FieldAccess access) {
        this.settings = settings;
        this.access = access;
        this.boundNanos = settings.bound().toNanos();
    }

    /** Returns what those fail with who waited for a call of a method; null if they are not to fail. Throws nothing. */
    @Nullable
    CopiedFailure copied(Throwable thrown, CachedMethod method) {
        FlightRule rule = method.rule().singleFlight();
        Boolean said = rule == null ? null : rule.sharesFailures();
        try {
            return (said == null ? settings.sharesFailures() : said) ? CopiedFailure.of(thrown, access) : null;
        } catch (Throwable unfit) { // Of the lack of memory, say: nobody is to wait for ever.
            return null;
        }
    }

    /** What tells those who wait on no thread. */
    private record Telling(Alarms alarms, Couriers couriers) {}

    private Telling telling() {
        Telling made = telling;
        return made == null ? madeTelling() : made;
    }

    private synchronized Telling madeTelling() {
        Telling made = telling;
        if (made == null) {
            Alarms alarms = new Alarms();
            made = new Telling(alarms, new Couriers(alarms));
            telling = made;
        }
        return made;
    }

    /** Returns whether every call is to make its own. */
    boolean areOff() {
        return boundNanos == 0;
    }

    /**
     * Returns the calling thread's own flight if it is to make the real call, which is to be {@linkplain Flight#end() ended} in
     * any case. Otherwise there was somebody to wait for, whose flight is returned: his answer may be an entry by now. If it is
     * none, the caller is to make the call for himself.
     */
    Turn leadOrWait(CacheKey key) {
        return leadOrWait(key, /* pullers= */ null);
    }

    /**
     * Returns as above.
     *
     * @param pullers who pull the answers; null if these are there when the body has ended
     */
    Turn leadOrWait(CacheKey key, @Nullable Pullers pullers) {
        Flight own = led(key, pullers);
        Flight other = inForce(own);
        if (other != own && await(other).isAbandoned()) {
            own = led(key, pullers);
            other = inForce(own); // One of those who waited makes the call in his place.
            if (other != own) {
                await(other);
            }
        }
        return new Turn(other, other == own);
    }

    /**
     * Whose the real call is.
     *
     * @param isOwn whether it is that of whoever asked
     */
    record Turn(Flight flight, boolean isOwn) {}

    /** Returns a flight for a call of this thread, which is of no effect yet. */
    Flight begin(CacheKey key) {
        return begin(key, (Pulls) null);
    }

    /** Returns as above, for a call that was waited for since a while. */
    Flight begin(CacheKey key, long since) {
        return new Flight(this, key, Thread.currentThread(), since, /* pulls= */ null);
    }

    /** Returns as above, for a call whose answer handlers take as it comes. */
    Flight begin(CacheKey key, Pullers handlers) {
        return begin(key, handlers.begin(settings.pause(), /* byHandler= */ true));
    }

    private Flight led(CacheKey key, @Nullable Pullers pullers) {
        return begin(key, pullers == null ? null : pullers.begin(settings.pause(), /* byHandler= */ false));
    }

    private Flight begin(CacheKey key, @Nullable Pulls pulls) {
        return new Flight(this, key, Thread.currentThread(), System.nanoTime(), pulls);
    }

    /** Returns the given flight if the real call is to be made, and ended as above; otherwise the one that is under way. */
    Flight inForce(Flight own) {
        sweep(own.beganNanos());
        Flight other = underWay.putIfAbsent(own.key(), own);
        // Of one that is too old nobody knows whether it will ever end.
        return other == null || (left(other) <= 0 && underWay.replace(own.key(), other, own)) ? own : other;
    }

    /** Returns how many real calls run for whose answers equal calls would wait. */
    int underWay() {
        return underWay.size();
    }

    /** Returns a number that is another one if a real call has ended meanwhile whose answer may be an entry. */
    long landings() {
        return landings.get();
    }

    void ended(Flight flight) {
        landings.incrementAndGet();
        underWay.remove(flight.key(), flight);
    }

    /** Forgets those whose end nobody will tell, because what would have told it is gone. */
    private void sweep(long now) {
        long before = swept.get();
        if (now - before > boundNanos && swept.compareAndSet(before, now)) {
            underWay.values().removeIf(flight -> left(flight) <= 0);
        }
    }

    /**
     * Lets a call wait on no thread. Whoever runs the body of a real call waits for none: somebody may wait for that one.
     *
     * @return false if it is not to wait, or too late to
     */
    boolean follow(Flight flight, Follower follower) {
        if (!mayFollow(flight)) {
            return false;
        }
        if (followers.incrementAndGet() > MOST_FOLLOWERS) {
            followers.decrementAndGet();
            return false;
        }
        Follower told = new Told(follower);
        Joined joined = flight.join(told);
        boolean waits = joined != Joined.TOO_LATE && (joined == Joined.LATER || isLookedAt(flight, told));
        if (!waits) {
            followers.decrementAndGet();
        }
        return waits;
    }

    /** Whoever came first looks for all. Where there is no thread for that, he makes his own call, and is told nothing. */
    private boolean isLookedAt(Flight flight, Follower first) {
        try {
            telling()
                    .alarms()
                    .in(flight.firstLook(FIRST_LOOK), () -> look(flight, /* heldUpBefore= */ false, FIRST_LOOK));
            return true;
        } catch (Throwable noThread) {
            boolean left = flight.leave(first);
            flight.release(); // Those who came meanwhile, and would not be looked for either.
            return !left;
        }
    }

    /** Returns whether it would be of use to wait, as above, as far as can be told at this time. */
    boolean mayFollow(Flight flight) {
        return !flight.isOver() && !flight.isAsleep() && !isLeading(Thread.currentThread());
    }

    /** Has something done on a thread of those that tell. */
    void later(Runnable work) {
        telling().couriers().send(work, Thread.currentThread().getContextClassLoader());
    }

    private boolean isLeading(Thread thread) {
        for (Flight flight : underWay.values()) {
            if (flight.isRunBy(thread)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Gives a flight up for all who wait for it anywhere, as soon as it is pulled too slowly, and looks after one whose end nobody
     * tells. Costs nothing for all others.
     */
    void watch(Flight flight) {
        if ((flight.isPulled() || flight.isSilent()) && !flight.isOver() && left(flight) > 0) {
            telling().alarms().in(flight.longestLook(LAST_LOOK), () -> {
                flight.abandonIfSlow();
                flight.askIfSilent();
                watch(flight);
            });
        }
    }

    /** Looks whether it is of use to wait for a flight, for all that wait for it on no thread. */
    private void look(Flight flight, boolean heldUpBefore, long pause) {
        flight.abandonIfSlow();
        long left = left(flight);
        boolean heldUp = flight.isHeldUp();
        flight.askIfSilent();
        if (flight.isOver()) {
            return;
        }
        if (left <= 0) {
            underWay.remove(flight.key(), flight);
        }
        if (left <= 0 || (heldUp && heldUpBefore)) {
            flight.release();
        } else {
            long next = Math.min(LAST_LOOK, 2 * pause);
            telling().alarms().in(Math.min(flight.longestLook(next), left), () -> look(flight, heldUp, next));
        }
    }

    /** Tells some that their wait is over, on other threads than this one. */
    void tell(List<Follower> all, End how) {
        for (Follower follower : all) {
            Told told = (Told) follower;
            telling().couriers().send(() -> told.told(how), told.context);
        }
    }

    /** One who waits, with what his code expects of a thread. */
    private final class Told implements Follower {

        private final Follower follower;
        private final @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();

        Told(Follower follower) {
            this.follower = follower;
        }

        @Override
        public void told(End how) {
            followers.decrementAndGet();
            follower.told(how);
        }
    }

    private Flight await(Flight flight) {
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
        return flight;
    }

    private void awaitInLooks(Flight flight) throws InterruptedException {
        boolean heldUp = false;
        long look = FIRST_LOOK;
        for (long left = left(flight); left > 0; left = left(flight)) {
            flight.abandonIfSlow();
            if (flight.await(Math.min(flight.longestLook(look), left))) {
                return;
            }
            boolean stillHeldUp = flight.isHeldUp();
            if (heldUp && stillHeldUp) {
                return; // By a lock that this thread may hold.
            }
            heldUp = stillHeldUp;
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
