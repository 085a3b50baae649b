package dev.reprise.engine;

import dev.reprise.engine.Lookup.Assembly;
import dev.reprise.engine.Lookup.Calling;
import dev.reprise.engine.Lookup.Evicting;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.Passing;
import dev.reprise.engine.Lookup.Reduced;
import dev.reprise.engine.Lookup.Suspending;
import dev.reprise.engine.audit.Findings;
import dev.reprise.engine.audit.SeenEffects;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.standing.Standings;
import dev.reprise.engine.thread.ReplayThreads;
import dev.reprise.engine.tier.TenantUse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
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

    private final Configuration configuration;
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
    private final Subscriptions subscriptions;
    private final Entering entering;
    private final Ending ending;

    /**
     * Creates an engine; nothing is opened or started before the first call needs it.
     *
     * @param configuration what the user asked for
     * @param access opens packages of the host's named modules
     * @param clock the time of day, for expiry
     * @param nanoClock a monotonic clock in nanoseconds, for durations
     */
    public Engine(Configuration configuration, FieldAccess access, InstantSource clock, LongSupplier nanoClock) {
        this(configuration, access, Clocks.of(clock, nanoClock));
    }

    /** Creates an engine, as above. */
    Engine(Configuration configuration, FieldAccess access, Clocks clocks) {
        this(configuration, new Standings(configuration, open -> {}), access, clocks, Runnable::run);
    }

    /**
     * Creates an engine, as above.
     *
     * @param standings how far methods go
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
        this(configuration, standings, access, Clocks.of(clock, nanoClock), guard);
    }

    private Engine(
            Configuration configuration, Standings standings, FieldAccess access, Clocks clocks, Executor guard) {
        InstantSource clock = clocks.day();
        this.configuration = configuration;
        this.standings = standings;
        this.crashes = new CrashGuard(clock, this::calls, standings::turnOff);
        this.notices = new Notices(calls, explanations, crashes);
        this.tiers = new Tiers(configuration, clock);
        this.evictions = new Evictions(configuration.namespace(), tiers);
        this.evictors = new Evictors(evictions, guard);
        this.methods = new Methods(configuration, standings, access, tiers, evictions, notices);
        Reductions reductions = new Reductions(callers, notices, guard);
        OwnClock ownClock = new OwnClock(clocks.nanos());
        Meters meters = new Meters(clocks.nanos(), clocks.cpu());
        Batches batches = new Batches(meters, notices, reductions);
        Flights flights = new Flights(configuration.singleFlight(), access);
        ForgivenCalls forgiven = new ForgivenCalls(calls, ownClock);
        LookUps lookUps = new LookUps(
                calls,
                explanations,
                notices,
                batches,
                new Coalescing(flights, calls),
                tiers.sharedFlights(configuration, flights, guard),
                meters,
                new BehindCalls(callers, guard, clocks.nanos()),
                forgiven);
        Pacing pacing = new Pacing(configuration.pace(), clocks.nanos(), clocks.pause(), new ReplayThreads());
        LateAnswers late = new LateAnswers(forgiven, pacing);
        this.auditor = new Auditor(configuration.audit(), methods.keys(), notices, clock, guard, this::demote);
        Admission admission = new Admission(
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
        Callbacks callbacks = new Callbacks(admission, notices, pacing, lookUps, flights, own, guard);
        this.subscriptions =
                new Subscriptions(callers, lookUps, explanations, notices, admission, pacing, flights, guard);
        Promises promises = new Promises(lookUps, flights, pacing, own, guard);
        this.entering = new Entering(
                callers,
                lookUps,
                batches,
                explanations,
                notices,
                admission,
                subscriptions,
                promises,
                callbacks,
                pacing,
                ownClock);
        this.ending = new Ending(admission, late, callbacks);
    }

    /** Begins to load the file of entries that the configuration names, if it names one. */
    public void warm() {
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
        return entering.enter(method, receiver, arguments);
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

    /**
     * Bypasses all calls as long as tenants or controls are in force that were begun before this engine was there to be told.
     *
     * @param scopes whether there are any; asked by each call until it says no
     */
    public void cameAfter(BooleanSupplier scopes) {
        callers.cameAfter(scopes);
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
        return ending.exit(miss, result, thrown);
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
        return reduced.orThis(ending.exit(reduced.miss(), result, thrown));
    }

    /**
     * Takes the end of the body of a call whose answer an argument gets.
     *
     * @param calling what {@link #enter} returned
     * @param result what the body returned, boxed; null if it returned nothing or threw
     * @param thrown what the body threw; null if it returned
     * @return what the caller gets: the result, or what stands for it; if the body threw, null, or a {@link Hit} of a {@link
     *     Lookup.Replay} that answers the call in its place
     */
    public @Nullable Object exit(Calling calling, @Nullable Object result, @Nullable Throwable thrown) {
        return ending.exit(calling, result, thrown);
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
        return evicting.isLeftAlone() ? result : evictors.bodyEnded(evicting.method(), result, thrown);
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
        return ending.exit(suspending, result, thrown);
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
     * @param configured what the configuration says of the method at present
     * @param mode what is done with its calls at present
     */
    public record MethodFigures(
            MethodRule rule,
            Figures figures,
            @Nullable Reasons reasons,
            Findings findings,
            @Nullable String demoted,
            String signature,
            Mode configured,
            Mode mode) {

        /**
         * Returns why not one call was served, stored or observed, nor answered by an old entry; null if one was, or for no
         * reason of note.
         */
        public @Nullable String whyNone() {
            return reasons == null || figures.hits() + figures.stored() + figures.observed() + figures.stale() > 0
                    ? null
                    : reasons.main();
        }
    }
}
