package dev.reprise.engine;

import dev.reprise.engine.failure.Stopped;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.shape.ColdShape;
import dev.reprise.engine.shape.Silent;
import dev.reprise.engine.value.CopiedFailure;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A real call that runs, for whose answer equal calls wait. Thread-safe. */
final class Flight implements ColdShape.Lead {

    /** How a wait ended. */
    enum End {
        /** The real call is over, and what it answered is an entry if it can be one. */
        OVER,
        /** Nobody wants the answer of the real call any more but those who wait. */
        ABANDONED,
        /** It is of no use to wait any longer. */
        LATE
    }

    /** One who waits on no thread. */
    @FunctionalInterface
    interface Follower {

        /** Takes the end of his wait, on a thread that is there to tell it. */
        void told(End how);
    }

    /**
     * A failure for others.
     *
     * @param loader of the class whose method failed, which is that of those who know its classes
     */
    private record Shared(CopiedFailure failure, @Nullable ClassLoader loader) {}

    /** How often what nobody tells is asked for: so often, and by and by each time when this share more of its time is over. */
    private static final long LEAST_LOOK = TimeUnit.MILLISECONDS.toNanos(20);

    private static final int SHARE = 8;

    private final Flights flights;
    private final CacheKey key;

    /** Weak, because a call whose end was not told, for lack of memory say, is not to hold a thread of the host. */
    private final WeakReference<Thread> leader;

    private volatile long beganNanos;

    /** Of the thread of the real call. */
    private boolean hasWaited;

    /** Null if the answer is not pulled. */
    private final @Nullable Pulls pulls;

    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Runnable last;
    private volatile boolean bodyOver;
    private volatile @Nullable BooleanSupplier isHeldUp;
    private volatile @Nullable BooleanSupplier isAsleep;
    /** Null if its end is told. Weak, for its holder may let it go and leave no trace of it. */
    private volatile @Nullable WeakReference<Silent> silent;

    private volatile @Nullable End end;
    /** What those fail with who waited for the end, if they are to; written before it. */
    private volatile @Nullable Shared failure;
    /** What the provider did, if it failed and older entries may answer in place of that; written before the end, too. */
    private volatile @Nullable String providerFailure;
    /** Null while there are none. */
    private @Nullable List<Follower> followers;

    Flight(Flights flights, CacheKey key, Thread leader, long beganNanos, @Nullable Pulls pulls) {
        this.flights = flights;
        this.key = key;
        this.leader = new WeakReference<>(leader);
        this.beganNanos = beganNanos;
        this.pulls = pulls;
    }

    /** The real call is over, and what it answered is an entry if it can be one. Does nothing the second time. */
    void end() {
        end(End.OVER);
    }

    /**
     * Ends as above.
     *
     * @param thrown what the real call failed with; null if it answered
     */
    void end(@Nullable Throwable thrown) {
        end(Stopped.was(thrown) ? End.ABANDONED : End.OVER);
    }

    /**
     * Ends as above; those who waited fail as well, if the user says so of the method.
     *
     * @param method what was called
     */
    void end(@Nullable Throwable thrown, CachedMethod method) {
        failing(thrown, method);
        end(thrown);
    }

    /**
     * Takes what the real call fails with, which is going to end because of that. Does nothing if it was stopped by whoever made
     * it, or has ended.
     *
     * @param thrown null if it has not failed
     */
    void failing(@Nullable Throwable thrown, CachedMethod method) {
        if (Stopped.was(thrown)) {
            abandon();
        }
        if (thrown == null || isOver() || Thread.currentThread().isInterrupted()) {
            return;
        }
        if (thrown instanceof Exception) {
            providerFailed(method.providerFailure(thrown), method);
        }
        CopiedFailure copied = flights.copied(thrown, method);
        if (copied != null) {
            failure = new Shared(copied, method.loader());
        }
    }

    /**
     * Takes what the provider did, of the call or of one below it that an older entry has answered, so that its own answer is none to
     * keep. Does nothing where no older entries answer in place of that.
     *
     * @param what null if it has not failed
     */
    void providerFailed(@Nullable String what, CachedMethod method) {
        Stale stale = method.stale();
        if (stale != null && stale.isIfError()) {
            providerFailure = what;
        }
    }

    /**
     * Returns what another call is to fail with that waited for the end, as this one has failed.
     *
     * @param method what was called there
     * @return a failure that is nobody else's; null if it is not to fail, or none can be made for it
     */
    @Nullable
    Throwable failureFor(CachedMethod method) {
        Shared shared = end == End.OVER ? failure : null;
        return shared == null || shared.loader != method.loader() ? null : shared.failure.copy();
    }

    /**
     * Returns what the provider did in the real call, in place of which an older entry may answer those who waited for the end;
     * null if it has not failed, or there is nothing to look for.
     */
    @Nullable
    String providerFailure() {
        return end == End.OVER ? providerFailure : null;
    }

    /** The real call is over, or going to be, only because whoever made it does not want its answer any more. */
    void abandon() {
        end(End.ABANDONED);
    }

    private void end(End how) {
        List<Follower> all;
        synchronized (this) {
            if (end != null) {
                return;
            }
            end = how;
            all = takeFollowers();
        }
        if (pulls != null) {
            pulls.over(how == End.ABANDONED);
        }
        flights.ended(this);
        over.countDown();
        Runnable then = last;
        if (then != null) {
            last = null;
            then.run();
        }
        flights.tell(all, how);
    }

    /** Lets those go on who wait so far. */
    void release() {
        List<Follower> all;
        synchronized (this) {
            all = takeFollowers();
        }
        flights.tell(all, End.LATE);
    }

    private List<Follower> takeFollowers() {
        List<Follower> all = followers == null ? List.of() : followers;
        followers = null;
        return all;
    }

    /** Whether one came too late to be told, and who came first of those who will be. */
    enum Joined {
        TOO_LATE,
        FIRST,
        LATER
    }

    synchronized Joined join(Follower follower) {
        if (end != null) {
            return Joined.TOO_LATE;
        }
        if (pulls != null) {
            pulls.awaited();
        }
        boolean first = followers == null;
        if (followers == null) {
            followers = new ArrayList<>();
        }
        followers.add(follower);
        return first ? Joined.FIRST : Joined.LATER;
    }

    /** Returns whether one who has joined will not be told; false if he is being told. */
    synchronized boolean leave(Follower follower) {
        List<Follower> all = followers;
        boolean left = all != null && all.remove(follower);
        if (all != null && all.isEmpty()) {
            followers = null; // Whoever comes next is the first again.
        }
        return left;
    }

    /** Has something done when it is over, before it is. */
    void whenOver(Runnable then) {
        last = then;
    }

    /** Returns whether the caller gets the answer as he pulls it, so that the call is over when he has all of it. */
    boolean isPulled() {
        return pulls != null;
    }

    /** Whoever pulls the answer asks for more, on this thread. */
    void pulling() {
        if (pulls != null) {
            pulls.pulling();
        }
    }

    /** Whoever pulls the answer has what he asked for. */
    void pulled() {
        if (pulls != null) {
            pulls.pulled();
        }
    }

    /** Gives the call up for those who wait if it is pulled too slowly; whoever pulls has its answer all the same. */
    void abandonIfSlow() {
        if (pulls != null && pulls.areSlow()) {
            abandon();
        }
    }

    /** Nobody tells its end, unless it is asked whether the answer is there. */
    void endsWith(Silent answer) {
        silent = new WeakReference<>(answer);
        if (last != null) {
            flights.watch(this); // For those elsewhere, who do not ask.
        }
    }

    /** Returns whether it has to be looked after so that those learn of its end who wait for it. */
    boolean isSilent() {
        return silent != null;
    }

    /** Has the answer taken if it is there and nobody tells that; gives the call up if nobody has its answer any more. */
    void askIfSilent() {
        WeakReference<Silent> held = silent;
        if (held == null || isOver()) {
            return;
        }
        Silent answer = held.get();
        if (answer == null) {
            abandon();
        } else if (answer.isThere()) {
            flights.later(answer::take);
        }
    }

    /** Returns how long to wait at the most before the first look at it. */
    long firstLook(long otherwise) {
        return silent == null ? longestLook(otherwise) : 0; // Its answer may be there.
    }

    /** Returns how long to wait at the most before the next look at it. */
    long longestLook(long otherwise) {
        if (silent != null) {
            return Math.min(otherwise, Math.max(LEAST_LOOK, (System.nanoTime() - beganNanos) / SHARE));
        }
        return pulls == null ? otherwise : Math.min(otherwise, pulls.look());
    }

    /** Returns whether it was over by then. */
    boolean await(long nanos) throws InterruptedException {
        if (pulls != null) {
            pulls.awaited();
        }
        return over.await(nanos, TimeUnit.NANOSECONDS);
    }

    boolean isOver() {
        return end != null;
    }

    boolean isAbandoned() {
        return end == End.ABANDONED;
    }

    /** The thread that began the real call goes its own way from here on; the answer comes from elsewhere. */
    @Override
    public void bodyOver() {
        bodyOver = true;
        if (pulls != null) {
            pulls.handedOver();
        }
    }

    /** The real call is that of another process: no thread of this one has to go on for it, and nobody here pulls its answer. */
    void madeElsewhere() {
        bodyOver = true;
    }

    @Override
    public void heldUpIf(BooleanSupplier condition) {
        isHeldUp = condition;
    }

    /** Nothing is done for the answer as long as this holds. */
    void asleepIf(BooleanSupplier condition) {
        isAsleep = condition;
    }

    /** Returns whether nothing is done for the answer, and nobody knows whether that will ever change. */
    boolean isAsleep() {
        BooleanSupplier condition = isAsleep;
        return condition != null && condition.getAsBoolean();
    }

    /**
     * Returns whether the real call waits for a monitor at the time, or whoever made it does not take on what it answers:
     * perhaps because of one who waits for it.
     */
    boolean isHeldUp() {
        BooleanSupplier condition = isHeldUp;
        if ((condition != null && condition.getAsBoolean()) || isAsleep()) {
            return true;
        }
        if (bodyOver && (pulls == null || !pulls.areOnAThread())) {
            return false;
        }
        Thread thread = leader();
        return thread == null || thread.getState() == Thread.State.BLOCKED;
    }

    CacheKey key() {
        return key;
    }

    /** Returns the thread that has to go on before the call is over; null if it is gone, or nobody knows which that is. */
    @Nullable
    Thread leader() {
        if (bodyOver) {
            return pulls == null ? null : pulls.puller();
        }
        return leader.get();
    }

    /** Returns whether a thread runs the body of the real call. */
    boolean isRunBy(Thread thread) {
        return !bodyOver && leader.get() == thread;
    }

    /** The real call begins only now: until here it was waited for that of another process. */
    void beginAnew() {
        hasWaited = true;
        beganNanos = System.nanoTime();
    }

    /** Returns whether whoever makes the real call waited for that of another process before; for his thread. */
    boolean hasWaited() {
        return hasWaited;
    }

    long beganNanos() {
        return beganNanos;
    }
}
