package dev.reprise.engine;

import dev.reprise.engine.adapter.Adapters;
import dev.reprise.engine.admit.AnswerCheck;
import dev.reprise.engine.admit.Temperature;
import dev.reprise.engine.batch.Batch;
import dev.reprise.engine.callback.HandedShape;
import dev.reprise.engine.config.AdmitRule;
import dev.reprise.engine.config.Lifetime;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.epoch.Subjects;
import dev.reprise.engine.failure.ProviderFailure;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.key.KeyPlan;
import dev.reprise.engine.shape.ColdShape;
import dev.reprise.engine.shape.Shape;
import dev.reprise.engine.standing.Standing;
import dev.reprise.engine.tenant.TenantLookup;
import dev.reprise.engine.usage.UsageReader;
import dev.reprise.engine.value.CallbackCodec;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.IterableCodec;
import dev.reprise.engine.value.PartsCodec;
import dev.reprise.engine.value.SentCodec;
import dev.reprise.engine.value.Uncacheable;
import dev.reprise.engine.value.ValueCodec;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A woven method with all that was decided about it. Made by {@link Engine#method}; holds classes of the host, so
 * whoever keeps it must let the host's class loaders go. Thread-safe.
 */
public final class CachedMethod {

    /** So many answers in a row that cannot be kept, and the method is given up until the JVM is started again. */
    private static final int FUTILE = 32;

    /** So many calls in a row that had to be made again, and all calls are about all their items. */
    private static final int IN_VAIN = 3;

    /** So many calls in whose course their receiver was changed. */
    private static final int MOST_CHANGES = 3;

    private final Target target;
    private final Method method;
    private final MethodRule rule;
    private final Standing standing;
    private final KeyPlan plan;
    private final Entries entries;
    /** Written without a lock: whoever finds it outdated makes the same of it. */
    private Living living;

    private final @Nullable Stale stale;
    private final @Nullable Negatives negatives;
    private final EvictedBy evictedBy;
    private final boolean perTenant;
    private final @Nullable TenantLookup tenant;
    private final int shadow;
    private final Shape shape;
    private final @Nullable Effect effect;
    private final @Nullable Batch batch;
    private final @Nullable RealCall real;
    private final @Nullable Behind behind;
    private final boolean isSingleFlight;
    private final boolean isAsHeld;
    private final Class<?> held;
    private final Codecs codecs;
    private final Supplier<Adapters> adapters;
    private final AnswerCheck check;
    private final UsageReader usage;
    private final @Nullable Temperature temperature;
    private final Temperature temperatures;
    private final Outcomes outcomes;
    private final String name;
    private volatile @Nullable ValueCodec codec;
    private volatile Encoded.@Nullable Form form;
    private volatile @Nullable String refusal;
    private volatile boolean asksAboutAll;
    private final Watch watch = new Watch();
    private final AtomicBoolean called = new AtomicBoolean();
    private final AtomicLong changedBy = new AtomicLong();
    private final AtomicInteger changes = new AtomicInteger();
    private final AtomicInteger futile = new AtomicInteger();
    private final AtomicInteger inVain = new AtomicInteger();
    private final Pullers pullers = new Pullers();

    /** How long entries live, and the object by which that was decided. */
    private record Living(@Nullable Lifetime by, Life life) {}

    CachedMethod(
            Target target,
            String name,
            MethodRule rule,
            Standing standing,
            KeyPlan plan,
            Entries entries,
            Life life,
            @Nullable Stale stale,
            @Nullable Negatives negatives,
            Evictions evictions,
            boolean perTenant,
            @Nullable TenantLookup tenant,
            int shadow,
            Codecs codecs,
            Supplier<Adapters> adapters,
            AnswerCheck check,
            UsageReader usage,
            @Nullable Temperature temperature,
            Temperature temperatures,
            Outcomes outcomes,
            Shape shape,
            @Nullable Effect effect,
            @Nullable Batch batch,
            @Nullable RealCall real,
            @Nullable Behind behind,
            @Nullable String refusal) {
        this.target = target;
        this.method = target.method();
        this.name = name;
        this.rule = rule;
        this.standing = standing;
        this.plan = plan;
        this.entries = entries;
        this.living = new Living(/* by= */ null, life);
        this.stale = stale;
        this.negatives = negatives;
        this.evictedBy = new EvictedBy(evictions, rule, name, life.window());
        this.perTenant = perTenant;
        this.tenant = tenant;
        this.shadow = shadow;
        this.codecs = codecs;
        this.adapters = adapters;
        this.check = check;
        this.usage = usage;
        this.temperature = temperature;
        this.temperatures = temperatures;
        this.outcomes = outcomes;
        this.shape = shape;
        this.batch = batch;
        this.real = real;
        this.behind = real == null ? null : behind;
        this.refusal = refusal;
        this.effect = effect;
        this.isAsHeld = effect == null && shape.isAsHeld();
        Class<?> taken = effect == null ? null : effect.held();
        this.isSingleFlight = isSingleFlight(
                rule.singleFlight() == null ? null : rule.singleFlight().enabled());
        this.held = taken == null
                ? MethodType.methodType(Codecs.erased(shape.held())).wrap().returnType()
                : taken;
    }

    String name() {
        return name;
    }

    /** Returns how far it goes. */
    Standing standing() {
        return standing;
    }

    Target target() {
        return target;
    }

    /** Returns the adapters of the host that hold for the method; finds them at the first need, by code of the host. */
    Adapters adapters() {
        return adapters.get();
    }

    /** Returns the loader of the class that declares it, whose classes its callers know. */
    @Nullable
    ClassLoader loader() {
        return method.getDeclaringClass().getClassLoader();
    }

    /** Notes that a receiver was another when a call had ended, so that its answer could not be kept and who waited waited in vain. */
    void changedByItsCall(Flight call) {
        if (changedBy.getAndSet(call.beganNanos()) != call.beganNanos()) {
            changes.incrementAndGet();
        }
    }

    /** Returns whether that came so often that nobody is to wait any more; a field that is filled once does not count as much. */
    boolean isChangedByItsCalls() {
        return changes.get() >= MOST_CHANGES;
    }

    /** Returns true once. */
    boolean isFirstCall() {
        return !called.getPlain() && called.compareAndSet(false, true);
    }

    MethodRule rule() {
        return rule;
    }

    /** Returns whether a user named the method, himself or by annotation; of the catalogue's he named none. */
    boolean isUsers() {
        return rule.client() == null;
    }

    /** Returns whether a call is one of a provider, of which the answer may tell what it cost. */
    boolean asksProvider() {
        return rule.ofClient() || rule.usage() != null;
    }

    /** Returns what is done with its calls at present. */
    Mode mode() {
        return standing.mode();
    }

    /** Returns who or what says so. */
    String modeFrom() {
        return standing.modeFrom();
    }

    KeyPlan plan() {
        return plan;
    }

    Watch watch() {
        return watch;
    }

    Entries entries() {
        return entries;
    }

    /** Returns how long its entries are served, as the configuration says now. */
    @SuppressWarnings("ReferenceEquality") // A hit compares no durations.
    Life life() {
        Lifetime now = standing.lifetime();
        Living made = living;
        if (made.by != now) {
            made = new Living(now, made.life.with(now));
            living = made;
        }
        return made.life;
    }

    /** Returns what its provider did, or what its user takes for that; null if a call failed otherwise. */
    @Nullable
    String providerFailure(Throwable thrown) {
        return stale == null ? ProviderFailure.of(thrown, rule.ofClient()) : stale.failure(thrown, rule.ofClient());
    }

    /** Returns what is done with its entries whose time is over, or nearly; null if nothing is. */
    @Nullable
    Stale stale() {
        return stale;
    }

    /** Returns how its calls have failed lately; null if that is not remembered. */
    @Nullable
    Negatives negatives() {
        return negatives;
    }

    /** Returns what entries are evicted by that are made while a tenant is in force, or none is. */
    Subjects evictedBy(@Nullable String tenant) {
        return evictedBy.tenant(tenant);
    }

    /** Returns whether a call without a tenant in force is bypassed. */
    boolean isPerTenant() {
        return perTenant;
    }

    /** Returns what finds out whose its calls are; null if the code alone says it. */
    @Nullable
    TenantLookup tenant() {
        return tenant;
    }

    /** Returns what says which answers are fit to be kept. */
    AnswerCheck check() {
        return check;
    }

    /** Returns what reads what answers say of what they cost. */
    UsageReader usage() {
        return usage;
    }

    /** Returns whether the real method is to run though an entry answers the call; another time another one. */
    boolean isShadowed() {
        return shadow != 0 && ThreadLocalRandom.current().nextInt(100) < shadow;
    }

    /** Returns why a call is bypassed that does not ask for the likeliest answer, or null. */
    @Nullable
    String tooWarm(@Nullable Object receiver, @Nullable Object[] arguments) {
        return temperature == null ? null : temperature.refusal(receiver, arguments);
    }

    /** Returns what is known of the temperature that a call asks with; null if it is 0 or the method has none. */
    @Nullable
    String temperature(@Nullable Object receiver, @Nullable Object[] arguments) {
        return temperatures.told(receiver, arguments);
    }

    Outcomes outcomes() {
        return outcomes;
    }

    /** Returns how the method hands over its answers. */
    Shape shape() {
        return shape;
    }

    /** Returns whether a hit needs no more than to hand over what the entry holds. */
    boolean isAsHeld() {
        return isAsHeld;
    }

    /** Returns what the method does to its arguments, or null if nothing that an entry has to repeat. */
    @Nullable
    Effect effect() {
        return effect;
    }

    /** Returns how the method takes many items at once, or null if its calls are about one thing. */
    @Nullable
    Batch batch() {
        return batch;
    }

    /**
     * Returns whether equal calls at the same time share one real call. Where nobody can wait on his own thread, that of
     * another thread may have to be made for him, so that this is only for methods whose calls are known to be the same on any
     * thread: those of the catalogue's clients, and those of which the user says so. It is the same with what is pulled: of
     * those it is known, or said, that their callers wait for the provider when they call.
     */
    boolean isSingleFlight() {
        return isSingleFlight;
    }

    private boolean isSingleFlight(@Nullable Boolean wanted) {
        if (Boolean.FALSE.equals(wanted)) {
            return false;
        }
        return shape.isAtHand()
                || (shape.isPulled() && effect == null && (rule.ofClient() || Boolean.TRUE.equals(wanted)))
                || (shape.isPromised()
                        && effect == null
                        && isOfAnyThread(rule, tenant)
                        && (shape instanceof ColdShape || real != null));
    }

    /** Returns whether a call may be made on another thread than its caller's, if it is steady. */
    static boolean isOfAnyThread(MethodRule rule, @Nullable TenantLookup tenant) {
        return rule.isOfAnyThread() && !isOfItsThread(rule, tenant);
    }

    /**
     * Returns whether a call may be made behind its caller, as above. There is no need to, so that also counts what the service's
     * own code in a client, an interceptor say, may find on the thread.
     */
    static boolean isOfNoThread(MethodRule rule, @Nullable TenantLookup tenant) {
        return rule.isOfAnyThread() && (tenant == null || !tenant.isOfThread());
    }

    /** Returns whether the service's own code may find out on the thread that runs it whose a call is, as Reprise does. */
    static boolean isOfItsThread(MethodRule rule, @Nullable TenantLookup tenant) {
        return !rule.ofClient() && tenant != null && tenant.isOfThread();
    }

    /** Returns whether who waits for an equal call does so on his own thread, as he would for the real one. */
    boolean waitsOnItsThread() {
        return shape.isAtHand() || shape.isPulled();
    }

    /** Returns who pull its answers, if these are pulled. */
    Pullers pullers() {
        return pullers;
    }

    /** Returns what makes a call again; null if it cannot be, so that no call is reduced. */
    @Nullable
    RealCall real() {
        return real;
    }

    /** Returns how its real calls go that are made behind callers whom an entry answers; null if none is. */
    @Nullable
    Behind behind() {
        return behind;
    }

    /** Returns whether calls may be reduced to some of their items. */
    boolean mayAskAboutSome() {
        return real != null && !asksAboutAll;
    }

    /** Notes that what was answered about some items was good for the whole. */
    void askedAboutSome() {
        inVain.setPlain(0);
    }

    /**
     * Notes that nothing could be made of what was answered about some items; when that goes on, no call is made twice any
     * more. Returns whether that begins now.
     */
    boolean askedInVain() {
        if (inVain.incrementAndGet() < IN_VAIN || asksAboutAll) {
            return false;
        }
        asksAboutAll = true;
        return true;
    }

    /** Notes that an answer about some items could not be kept, for it does not come apart: from now on, wholes are kept. */
    void askAboutAll() {
        asksAboutAll = true;
    }

    /** Returns whether a value is what entries of the method hold; a wrong one would end as null or an error at its callers. */
    boolean holds(Object value) {
        if (batch != null) {
            return held.isInstance(value instanceof RecordedBatch recorded ? recorded.answer() : value);
        }
        return shape.isInParts() ? value instanceof List : held.isInstance(value);
    }

    /** Returns whether an entry could hold this of what the method returned beside calling an argument back. */
    boolean holdsResult(@Nullable Object value) {
        return value == null ? shape.held() == void.class : held.isInstance(value);
    }

    /** Returns why no answer of this method can be kept, or null if nothing speaks against it so far. */
    @Nullable
    String refusal() {
        return refusal;
    }

    /** Notes that an answer was kept. */
    void kept() {
        futile.setPlain(0);
    }

    /**
     * Notes that an answer could not be kept; when that goes on, no more keys are computed in vain. Returns whether the
     * method is given up by this.
     */
    boolean notKept(String reason) {
        if (futile.incrementAndGet() < FUTILE || refusal != null) {
            return false;
        }
        refusal = "too many answers in a row could not be kept, the last because " + reason;
        return true;
    }

    /** Returns whether the key is on the side that is served; the same in every JVM of one rollout, because the key is. */
    boolean rolledOut(CacheKey key) {
        int rollout = standing.rollout();
        return rollout >= 100 || Long.remainderUnsigned(key.b(), 100) < rollout;
    }

    /**
     * Returns the codec of the method's answers, made at the first need because some codecs are slow to start.
     *
     * @throws Uncacheable if no answer of the method can be carried; later calls are then bypassed
     */
    ValueCodec codec() throws Uncacheable {
        ValueCodec made = codec;
        if (made == null) {
            try {
                made = newCodec(answer());
            } catch (Uncacheable reason) {
                refusal = reason.reason();
                throw reason;
            }
            codec = made;
        }
        return made;
    }

    /**
     * Returns what the bytes of the codec mean.
     *
     * @throws Uncacheable if no answer of the method can be carried
     */
    Encoded.Form form() throws Uncacheable {
        Encoded.Form found = form;
        if (found == null) {
            ValueCodec own = codec();
            AdmitRule admit = rule.admit();
            found = new Encoded.Form(own.id(), own.shape() ^ (admit == null ? 0 : admit.digest()) ^ living.life.form());
            form = found;
        }
        return found;
    }

    /**
     * Returns the codec of answers that come in parts.
     *
     * @throws Uncacheable as above
     */
    PartsCodec partsCodec() throws Uncacheable {
        ValueCodec made = codec();
        if (made instanceof IterableCodec either) {
            return either.parts();
        }
        return made instanceof BatchCodec batches ? new PartsCodec(batches.answers()) : (PartsCodec) made;
    }

    /**
     * Returns what {@link #codec} decodes of an answer that came in parts.
     *
     * @param content what {@link #partsCodec} made of it
     */
    byte[] ofParts(byte[] content) {
        return codec instanceof IterableCodec ? IterableCodec.ofParts(content) : content;
    }

    /** Returns whether an answer that may be a value or come in parts is one, as far as it can be carried; never throws. */
    boolean isValue(Object answer) {
        try {
            return codec() instanceof IterableCodec either && either.isValue(answer);
        } catch (Uncacheable | RuntimeException | LinkageError | StackOverflowError other) {
            return false;
        }
    }

    /** Returns the declared types of which the answer, or each part of it, is one. */
    List<Type> answers() {
        List<Type> types = new ArrayList<>();
        types.add(answer());
        if (shape instanceof HandedShape callback) {
            for (Method part : callback.parts()) {
                for (int i = 0; i < part.getParameterCount(); i++) {
                    types.add(callback.type(part, i));
                }
            }
        }
        return types;
    }

    private Type answer() {
        Class<?> taken = effect == null ? null : effect.held();
        return taken == null ? shape.held() : taken;
    }

    private ValueCodec newCodec(Type type) throws Uncacheable {
        Class<?> owner = method.getDeclaringClass();
        if (shape instanceof HandedShape callback) {
            return new PartsCodec(new CallbackCodec(
                    callback.parts(),
                    (part, parameter) ->
                            codecs.codecOfPart(callback.type(part, parameter), owner, rule.allow(), adapters.get()),
                    type == void.class ? null : codecs.codec(type, owner, rule.allow(), adapters.get())));
        }
        if (shape.isKeptAsSent()) {
            return new PartsCodec(new SentCodec(Codecs.erased(type)));
        }
        ValueCodec one = codecs.codec(type, owner, rule.allow(), adapters.get());
        if (batch != null) {
            return new BatchCodec(one);
        }
        Type element = shape.element();
        if (element != null) {
            return new IterableCodec(one, new PartsCodec(codecs.codec(element, owner, rule.allow(), adapters.get())));
        }
        return shape.isInParts() ? new PartsCodec(one) : one;
    }
}
