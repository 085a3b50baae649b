package dev.reprise.engine;

import dev.reprise.engine.Lookup.Assembly;
import dev.reprise.engine.Lookup.Bypass;
import dev.reprise.engine.Lookup.Calling;
import dev.reprise.engine.Lookup.Evicting;
import dev.reprise.engine.Lookup.Failed;
import dev.reprise.engine.Lookup.Following;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.Passing;
import dev.reprise.engine.Lookup.Reduced;
import dev.reprise.engine.Lookup.Replay;
import dev.reprise.engine.Lookup.Suspending;
import dev.reprise.engine.Nesting.Running;
import dev.reprise.engine.audit.Findings;
import dev.reprise.engine.audit.SeenEffects;
import dev.reprise.engine.callback.HandedShape;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.coroutine.RecordedContinuation;
import dev.reprise.engine.coroutine.SuspendShape;
import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.key.Unkeyable;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.shape.Call;
import dev.reprise.engine.shape.ColdShape;
import dev.reprise.engine.standing.Standings;
import dev.reprise.engine.thread.ReplayThreads;
import dev.reprise.engine.tier.TenantUse;
import dev.reprise.engine.value.Uncacheable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each call whether an entry answers it, and keeps what the real call answered. Thread-safe, but not
 * reentrant: host code that runs inside (an argument's iterator, say) must not be brought back here on the same thread.
 * No method throws into a call: whatever fails inside ends as a bypass or a miss, and the real method answers.
 */
public final class Engine implements AutoCloseable {

    private static final long FLUSH_MILLIS = 30_000;
    private static final long CLOSE_MILLIS = 3_000;

    private final Standings standings;
    private final Tiers tiers;
    private final Evictions evictions;
    private final Evictors evictors;
    private final Methods methods;
    private final CallLog calls = new CallLog();
    private final Callers callers = new Callers();
    private final Explanations explanations = new Explanations(calls);
    private final CrashGuard crashes;
    private final Notices notices;
    private final Auditor auditor;
    private final Admission admission;
    private final Batches batches;
    private final OwnClock ownClock;
    private final LookUps lookUps;
    private final Subscriptions subscriptions;
    private final Promises promises;
    private final Callbacks callbacks;
    private final Pacing pacing;
    private final LateAnswers late;
    private final VainPaths vainPaths = new VainPaths();

    /**
     * Creates an engine; nothing is opened or started before the first call needs it.
     *
     * @param configuration what the user asked for
     * @param access opens packages of the host's named modules
     * @param clock the time of day, for expiry
     * @param nanoClock a monotonic clock in nanoseconds, for durations
     */
    public Engine(Configuration configuration, FieldAccess access, InstantSource clock, LongSupplier nanoClock) {
        this(configuration, access, clock, nanoClock, Runnable::run, LockSupport::parkNanos);
    }

    /**
     * Creates an engine, as above.
     *
     * @param configuration what the user asked for
     * @param standings how far methods go
     * @param access opens packages of the host's named modules
     * @param clock the time of day, for expiry
     * @param nanoClock a monotonic clock in nanoseconds, for durations
     * @param guard runs, at once, what the engine does while no call has been brought to it, and brings it no calls
     *     meanwhile
     */
    public Engine(
            Configuration configuration,
            Standings standings,
            FieldAccess access,
            InstantSource clock,
            LongSupplier nanoClock,
            Executor guard) {
        this(configuration, standings, access, clock, nanoClock, guard, LockSupport::parkNanos, new CpuClock());
    }

    /**
     * Creates an engine, as above.
     *
     * @param pause lets a thread wait for about so many nanoseconds
     */
    Engine(
            Configuration configuration,
            FieldAccess access,
            InstantSource clock,
            LongSupplier nanoClock,
            Executor guard,
            LongConsumer pause) {
        this(
                configuration,
                new Standings(configuration, open -> {}),
                access,
                clock,
                nanoClock,
                guard,
                pause,
                new CpuClock());
    }

    /**
     * Creates an engine, as above.
     *
     * @param cpuClock tells the CPU time of threads
     */
    Engine(
            Configuration configuration,
            FieldAccess access,
            InstantSource clock,
            LongSupplier nanoClock,
            CpuClock cpuClock) {
        this(
                configuration,
                new Standings(configuration, open -> {}),
                access,
                clock,
                nanoClock,
                Runnable::run,
                LockSupport::parkNanos,
                cpuClock);
    }

    private Engine(
            Configuration configuration,
            Standings standings,
            FieldAccess access,
            InstantSource clock,
            LongSupplier nanoClock,
            Executor guard,
            LongConsumer pause,
            CpuClock cpuClock) {
        this.standings = standings;
        this.crashes = new CrashGuard(clock, this::calls, standings::turnOff);
        this.notices = new Notices(calls, explanations, crashes);
        this.tiers = new Tiers(configuration, clock);
        this.evictions = new Evictions(configuration.namespace(), tiers);
        this.evictors = new Evictors(evictions, guard);
        this.methods = new Methods(configuration, standings, access, tiers, evictions, notices);
        Reductions reductions = new Reductions(notices, guard);
        this.ownClock = new OwnClock(nanoClock);
        Meters meters = new Meters(nanoClock, cpuClock);
        this.batches = new Batches(meters, notices, reductions);
        Flights flights = new Flights(configuration.singleFlight(), access);
        this.lookUps = new LookUps(
                calls,
                explanations,
                notices,
                batches,
                new Coalescing(flights, calls),
                tiers.sharedFlights(configuration),
                meters);
        this.pacing = new Pacing(configuration.pace(), nanoClock, pause, new ReplayThreads());
        this.late = new LateAnswers(calls, pacing, ownClock);
        this.auditor = new Auditor(configuration.audit(), methods.keys(), notices, clock, guard, this::demote);
        this.admission = new Admission(
                new Observations(clock),
                auditor,
                configuration.recording(),
                ownClock,
                guard,
                calls,
                notices,
                batches,
                reductions,
                late);
        OwnCalls own = new OwnCalls(callers, guard);
        this.callbacks = new Callbacks(admission, notices, pacing, lookUps, flights, own, guard);
        this.subscriptions =
                new Subscriptions(callers, lookUps, explanations, notices, admission, pacing, flights, guard);
        this.promises = new Promises(lookUps, flights, pacing, own, guard);
        if (configuration.warm() != null) {
            Warming.begin(configuration);
        }
    }

    /**
     * Decides about a woven method, at its first call.
     *
     * @param target the method
     * @param rule what the user, an annotation or the catalogue says of it
     * @return the method as the engine knows it
     */
    public CachedMethod method(Target target, MethodRule rule) {
        return methods.method(target, rule);
    }

    /** The level of the agent's log may be another one than before. */
    public void logLevelChanged() {
        calls.levelChanged();
    }

    /**
     * Looks a call up that begins.
     *
     * @param method the method called
     * @param receiver the receiver; null if the method is static
     * @param arguments the arguments, boxed; not changed, and kept no longer than the call lasts
     * @return what was found
     */
    public Lookup enter(CachedMethod method, @Nullable Object receiver, @Nullable Object[] arguments) {
        if (method.rule().evicts() != null) {
            // What is set of it while the JVM runs is about serving: entries that it makes stale have to go all the
            // same.
            return method.rule().mode() == Mode.OFF ? Bypass.INSTANCE : new Evicting(method);
        }
        if (method.shape() instanceof SuspendShape suspend && suspend.isResumption(arguments)) {
            return Bypass.OF_ANOTHER; // Its call was looked up when it began.
        }
        if (method.mode() == Mode.OFF) {
            notices.off(method);
            return begun(method, Bypass.INSTANCE);
        }
        OwnCost own = method.outcomes().own();
        int weight = own.weight();
        if (weight == 0) {
            return lookedUp(method, receiver, arguments);
        }
        long began = ownClock.getAsLong();
        Lookup found = lookedUp(method, receiver, arguments);
        if (!mayHaveWaited(method, found)) {
            own.took(weight * (ownClock.getAsLong() - began));
        }
        return found;
    }

    /** Whether a call may have waited for an equal one, which is no work of Reprise. */
    private static boolean mayHaveWaited(CachedMethod method, Lookup found) {
        Miss miss = found.miss();
        return miss == null
                ? found instanceof Failed || (found instanceof Hit hit && hit.source() == Source.COALESCED)
                : method.isSingleFlight() && miss.flight() == null;
    }

    private Lookup lookedUp(CachedMethod method, @Nullable Object receiver, @Nullable Object[] arguments) {
        Lookup again = method.batch() == null ? null : batches.repeated(method, receiver, arguments);
        if (again != null) {
            return begun(method, again);
        }
        explanations.callBegins();
        try {
            if (lookUps.nested(method, Nesting::current)) {
                return Bypass.OF_ANOTHER;
            }
            if (receiver != null && !method.rule().means(receiver.getClass().getName())) {
                return lookUps.bypass(method, callers.current(), receiver, arguments, foreign(receiver));
            }
            if (method.isFirstCall()) {
                vainPaths.warn(method);
            }
            Caller caller = callers.current(method, receiver, arguments);
            if (method.shape() instanceof ColdShape) {
                return begun(method, subscriptions.assembling(method, caller, receiver, arguments));
            }
            if (method.shape() instanceof HandedShape shape) {
                return begun(method, callingBack(method, shape, caller, receiver, arguments));
            }
            if (method.shape() instanceof SuspendShape shape) {
                return begun(method, suspending(method, shape, caller, receiver, arguments));
            }
            Lookup found = lookUps.lookUp(method, caller, receiver, arguments, /* before= */ null);
            if (found instanceof Following following) {
                Object promise = promises.promise(following);
                if (promise != null) {
                    return Hit.of(promise, Source.COALESCED);
                }
                found = lookUps.alone(following);
            }
            return found instanceof Hit hit ? replayed(method, hit, receiver, arguments) : begun(method, found);
        } catch (Throwable failure) {
            return begun(method, lookUps.failed(method, callers.current(), receiver, arguments, failure));
        }
    }

    /** Last of all: from here on this thread runs the body. */
    private static Lookup begun(CachedMethod method, Lookup found) {
        if (found instanceof Bypass bypass) {
            return passing(method, bypass);
        }
        Miss miss = found.miss();
        if (miss != null) {
            miss.meter().bodyBegins();
            if (miss.running() != null) {
                miss.running().bodyBegins();
            }
        }
        return found;
    }

    /** What a client is asked where it calls the service back is not its own, so that this is done only if it must be. */
    private static Lookup passing(CachedMethod method, Bypass bypass) {
        boolean forAll = bypass == Bypass.DECIDED;
        Running running = method.shape() instanceof HandedShape && !forAll ? null : Nesting.begin(method, forAll);
        if (running == null) {
            return bypass;
        }
        running.bodyBegins();
        return new Passing(running);
    }

    private static void ended(Miss miss) {
        miss.meter().bodyEnds(miss.method().shape().isAtHand());
        if (miss.running() != null) {
            miss.running().bodyEnds();
        }
    }

    /** A method that a library's class or interface hands down to a class of the service's own. */
    private static String foreign(Object receiver) {
        return "its receiver is a " + receiver.getClass().getName()
                + ", which is not one of the library's own; name the"
                + " methods of its own if their answers depend on its fields and their arguments alone";
    }

    private Lookup callingBack(
            CachedMethod method,
            HandedShape shape,
            Caller caller,
            @Nullable Object receiver,
            @Nullable Object[] arguments)
            throws Unkeyable, Uncacheable {
        Lookup unfit = callbacks.unfit(method, shape, arguments);
        if (unfit != null) {
            return unfit;
        }
        Lookup found = lookUps.lookUp(method, caller, receiver, arguments.clone(), /* before= */ null);
        if (found instanceof Following following) {
            Lookup waiting = callbacks.following(following, shape, arguments);
            if (waiting != null) {
                return waiting;
            }
            found = lookUps.alone(following);
        }
        if (found instanceof Failed failed) {
            return callbacks.failing(failed);
        }
        Lookup answer = callbacks.found(found, method, shape, arguments);
        if (answer instanceof Replay && found instanceof Hit hit) {
            lookUps.served(method, hit);
        }
        return answer;
    }

    private Lookup suspending(
            CachedMethod method,
            SuspendShape shape,
            Caller caller,
            @Nullable Object receiver,
            @Nullable Object[] arguments)
            throws ReflectiveOperationException, Unkeyable, Uncacheable {
        String doubt = shape.doubt(arguments);
        if (doubt != null) {
            return notices.bypass(method, doubt);
        }
        Lookup found = lookUps.lookUp(method, caller, receiver, arguments.clone(), /* before= */ null);
        if (found instanceof Following following) {
            Object suspended = promises.suspend(following, shape);
            if (suspended != null) {
                return Hit.of(suspended, Source.COALESCED);
            }
            found = lookUps.alone(following);
        }
        if (found instanceof Hit hit) {
            return replayed(method, hit, receiver, arguments);
        }
        return found instanceof Miss miss ? suspending(miss, shape, arguments) : found;
    }

    private Suspending suspending(Miss miss, SuspendShape shape, @Nullable Object[] arguments) throws Uncacheable {
        try {
            return new Suspending(miss, shape.argument(), shape.suspend(arguments, admission.recording(miss)));
        } catch (Uncacheable | RuntimeException | Error unfit) {
            bodyOver(miss, /* isOver= */ true, /* thrown= */ null);
            throw unfit;
        }
    }

    /**
     * Takes what the body of a call returned that only made what will ask.
     *
     * @param assembly what {@link #enter} returned
     * @param result what the body returned; null if it returned null or threw
     * @return what the caller gets: what stands for the result, or the result
     */
    public @Nullable Object assembled(Assembly assembly, @Nullable Object result) {
        return subscriptions.assembled(assembly, result);
    }

    /** Last of all: what is looked at before are the arguments as the caller gave them. */
    private Hit replayed(CachedMethod method, Hit hit, @Nullable Object receiver, @Nullable Object[] arguments)
            throws ReflectiveOperationException, Uncacheable {
        Effect effect = method.effect();
        Object value = effect == null ? hit.value() : effect.repeat(hit.value(), arguments);
        Object handed = method.shape().replay(pacing.of(value, method.rule()), new Call(receiver, arguments));
        if (effect != null) {
            effect.done(arguments);
        }
        lookUps.served(method, hit);
        return handed == hit.value() ? hit : hit.handing(handed);
    }

    /**
     * Lets calls of this thread belong to a tenant from here on.
     *
     * @param tenant the tenant, whose entries nobody else gets; null for none
     * @return ends it, on any thread
     */
    public Runnable beginTenant(@Nullable String tenant) {
        return callers.begin(tenant)::end;
    }

    /**
     * Asks something of calls of this thread from here on, beside what is asked of them already.
     *
     * @param name what: bypass, refresh, no-store or max-age
     * @param argument of max-age the milliseconds, a {@link Long}; otherwise null
     * @return ends it, on any thread; null if nobody knows what is asked
     */
    public @Nullable Runnable beginControl(String name, @Nullable Object argument) {
        Control control = Control.of(name, argument);
        return control == null ? null : callers.ask(control)::end;
    }

    /** Returns why the last call was bypassed that was bypassed on this thread; null if none was. */
    public @Nullable String lastBypass() {
        return notices.lastBypass();
    }

    /** Returns what is in force on this thread, for {@link #carry}; null if nothing is. It holds text and numbers alone. */
    public @Nullable Object carried() {
        Caller caller = callers.current();
        return caller.equals(Caller.NOBODY) ? null : caller;
    }

    /**
     * Puts in force on this thread what was in force on another, and nothing else, until {@link #carriedBack}.
     *
     * @param carried what {@link #carried} returned
     */
    public void carry(@Nullable Object carried) {
        callers.carry(carried instanceof Caller caller ? caller : Caller.NOBODY);
    }

    /** Puts in force on this thread again what was in force before the last {@link #carry}. */
    public void carriedBack() {
        callers.carriedBack();
    }

    /**
     * Evicts the entries of this namespace that have something in common. When this returns they are served in this process no
     * more, nor in the others of its home, if that can be written.
     *
     * @param kind what they have in common
     * @param name its name; of {@link Subject.Kind#NAMESPACE} none
     */
    public void evict(Subject.Kind kind, String name) {
        evictions.evict(kind, name);
    }

    /** Evicts the entry of one key, as above. */
    public void evict(CacheKey key) {
        evictions.evict(key);
    }

    /** Lets calls of this thread be explained from here on. */
    public void beginExplaining() {
        explanations.begin();
    }

    /** Returns the explanations of the calls of this thread since {@link #beginExplaining}, a line for each part. */
    public List<String> endExplaining() {
        List<String> lines = explanations.end();
        return lines.isEmpty() && standings.mode() == Mode.OFF
                ? List.of("Reprise is off: its mode is off (" + standings.modeFrom() + ")")
                : lines;
    }

    /**
     * Takes the end of the body of a call that was a miss. Its answer may come later.
     *
     * @param miss what {@link #enter} returned
     * @param result what the body returned, boxed; null if it returned null or threw
     * @param thrown what the body threw; null if it returned
     * @return what the caller gets: the result, or what stands for it until its answer is there; if the body threw, null, or a
     *     {@link Hit} that answers the call in its place
     */
    public @Nullable Object exit(Miss miss, @Nullable Object result, @Nullable Throwable thrown) {
        ended(miss);
        boolean isOver = true; // Unless it turns out to be taken.
        try {
            Object handed = admission.bodyEnded(miss, result, thrown);
            isOver = result == null;
            return thrown == null ? handed : late.instead(miss, thrown);
        } finally {
            bodyOver(miss, isOver, thrown);
        }
    }

    /** Where the answer comes later, it ends those equal calls' wait. */
    private static void bodyOver(Miss miss, boolean isOver, @Nullable Throwable thrown) {
        Flight flight = miss.flight();
        if (flight != null) {
            flight.bodyOver();
            if (isOver || !miss.method().shape().isPromised()) {
                flight.end(thrown, miss.method());
            }
        }
    }

    /**
     * Takes the end of the body of a call that was about some of its items only.
     *
     * @param reduced what {@link #enter} returned
     * @param result what the body returned, boxed; null if it returned null or threw
     * @param thrown what the body threw; null if it returned
     * @return what the caller gets: what answers his own call, or what stands for it until its answer is there; the given
     *     {@code reduced} if nothing can be made of the result, which is then to be called
     */
    public @Nullable Object exit(Reduced reduced, @Nullable Object result, @Nullable Throwable thrown) {
        return reduced.orThis(exit(reduced.miss(), result, thrown));
    }

    /**
     * Takes the end of the body of a call whose answer an argument gets.
     *
     * @param calling what {@link #enter} returned
     * @param result what the body returned, boxed; null if it returned nothing or threw
     * @param thrown what the body threw; null if it returned
     */
    public void exit(Calling calling, @Nullable Object result, @Nullable Throwable thrown) {
        ended(calling.miss());
        boolean isOver = true; // Unless it turns out to be taken.
        try {
            admission.bodyEnded(calling, result, thrown);
            isOver = thrown != null;
        } finally {
            bodyOver(calling.miss(), isOver, thrown);
        }
    }

    /**
     * Takes the end of the body of a call that makes entries stale.
     *
     * @param evicting what {@link #enter} returned
     * @param result what the body returned, boxed; null if it returned null or nothing, or threw
     * @param thrown what the body threw; null if it returned
     * @return what the caller gets: the result, or what stands for it until its end is known
     */
    public @Nullable Object exit(Evicting evicting, @Nullable Object result, @Nullable Throwable thrown) {
        return evictors.bodyEnded(evicting.method(), result, thrown);
    }

    /**
     * Takes the end of the body of a call that was bypassed.
     *
     * @param passing what {@link #enter} returned
     */
    public void exit(Passing passing) {
        passing.running().bodyEnds();
    }

    /**
     * Takes the end of the body of a suspend function. If it has suspended, the answer comes later.
     *
     * @param suspending what {@link #enter} returned
     * @param result what the body returned; null if it returned null or threw
     * @param thrown what the body threw; null if it returned
     * @return what the caller gets
     */
    public @Nullable Object exit(Suspending suspending, @Nullable Object result, @Nullable Throwable thrown) {
        ended(suspending.miss());
        RecordedContinuation continuation = suspending.continuation();
        boolean hasEnded = thrown != null || !continuation.isSuspended(result);
        try {
            if (!hasEnded || !continuation.ended()) {
                return result;
            }
            Object handed = admission.bodyEnded(suspending.miss(), result, thrown);
            return thrown == null ? handed : late.instead(suspending.miss(), thrown);
        } finally {
            bodyOver(suspending.miss(), hasEnded, thrown);
        }
    }

    /** Returns what takes what methods are seen to do beside answering; of use if {@code audit.effects} is on. */
    public SeenEffects seenEffects() {
        return methods.seenEffects();
    }

    /** Says by the one line that tells of a change of modes. */
    private void demote(CachedMethod method, String reason) {
        standings.demote(method.standing(), reason);
    }

    /** Notes that something has failed where not even a bypass came of it. */
    public void failed(Throwable failure) {
        crashes.failed(failure);
    }

    private long calls() {
        long calls = 0;
        for (MethodFigures each : methods.figures()) {
            calls += each.figures().calls();
        }
        return calls;
    }

    /** Returns how the calls of every method seen so far have ended, in the order of their names. */
    public List<MethodFigures> figures() {
        return methods.figures();
    }

    /** Returns what every method seen so far does and has done, in the order of their names. */
    public List<MethodState> states() {
        return methods.states();
    }

    /** Returns what memory has under a key, and under that of the item if the key is that of a call about one. */
    public List<HeldEntry> inMemory(CacheKey key) {
        List<HeldEntry> all = new ArrayList<>(tiers.inMemory(key, methods::lifetimeMillis));
        all.addAll(tiers.inMemory(key.ofItem(), methods::lifetimeMillis));
        return all;
    }

    /** Returns what each tenant has in memory, of the scopes whose tenants have quotas, by scope, the one who has most first. */
    public List<TenantUse> tenants() {
        return tiers.tenants();
    }

    /** Returns how far methods go, and lets it be changed. */
    public Standings standings() {
        return standings;
    }

    /** Waits a bounded time for writes under way. */
    void flush() {
        auditor.flush(FLUSH_MILLIS);
        tiers.flush();
    }

    /** Waits a bounded time for writes under way and stops the writer. Calls that come later are answered from memory. */
    @Override
    public void close() {
        auditor.flush(CLOSE_MILLIS);
        tiers.close();
    }

    /**
     * The figures of one method and the rule that chose it.
     *
     * @param rule the rule
     * @param figures the figures
     * @param reasons why calls were bypassed or answers not kept; null if none was, or for no reason of note
     * @param findings what was found out while the method was observed
     * @param demoted why Reprise by itself only observes the method now; null if it does not
     * @param signature the method with its parameters, as an entry of the configuration names it and no other
     */
    public record MethodFigures(
            MethodRule rule,
            Figures figures,
            @Nullable Reasons reasons,
            Findings findings,
            @Nullable String demoted,
            String signature) {

        /** Makes those of a method about which nothing was found out. */
        public MethodFigures(MethodRule rule, Figures figures, @Nullable Reasons reasons) {
            this(rule, figures, reasons, Findings.NONE, /* demoted= */ null, figures.method());
        }

        /** Returns why not one call was served, stored or observed; null if one was, or for no reason of note. */
        public @Nullable String whyNone() {
            return reasons == null || figures.hits() + figures.stored() + figures.observed() > 0
                    ? null
                    : reasons.main();
        }
    }
}
