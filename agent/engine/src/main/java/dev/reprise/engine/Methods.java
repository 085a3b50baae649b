package dev.reprise.engine;

import dev.reprise.engine.Engine.MethodFigures;
import dev.reprise.engine.adapter.AdapterLookup;
import dev.reprise.engine.adapter.Adapters;
import dev.reprise.engine.admit.AnswerCheck;
import dev.reprise.engine.admit.Temperature;
import dev.reprise.engine.audit.SeenEffects;
import dev.reprise.engine.batch.Batch;
import dev.reprise.engine.callback.CallbackShape;
import dev.reprise.engine.callback.EventStreamShape;
import dev.reprise.engine.config.BatchRule;
import dev.reprise.engine.config.CallbackRule;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.IgnoredPath;
import dev.reprise.engine.config.Lifetime;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.NegativeRule;
import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.config.Staleness;
import dev.reprise.engine.config.TenantRule;
import dev.reprise.engine.config.TtlFrom;
import dev.reprise.engine.coroutine.CoroutineShapes;
import dev.reprise.engine.coroutine.SuspendShape;
import dev.reprise.engine.key.KeySpec;
import dev.reprise.engine.key.Keys;
import dev.reprise.engine.reflect.ContentPaths;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.shape.ColdShape;
import dev.reprise.engine.shape.Shape;
import dev.reprise.engine.standing.Standing;
import dev.reprise.engine.standing.Standings;
import dev.reprise.engine.tenant.TenantLookup;
import dev.reprise.engine.usage.UsageReader;
import dev.reprise.engine.value.Codecs;
import dev.reprise.engine.value.Uncacheable;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Knows every woven method that was called: what was decided about it, and how its calls have ended. Thread-safe. */
final class Methods {

    private final Configuration configuration;
    private final Standings standings;
    private final FieldAccess access;
    private final Tiers tiers;
    private final Evictions evictions;
    private final Notices notices;
    private final Keys keys;
    private final ContentPaths paths;
    private final Codecs codecs;
    private final Uploads uploads = new Uploads();
    private final SeenEffects seenEffects = new SeenEffects();
    private final AdapterLookup adapterLookup = new AdapterLookup();
    private final Map<String, MethodOutcomes> outcomes = new ConcurrentHashMap<>();

    Methods(
            Configuration configuration,
            Standings standings,
            FieldAccess access,
            Tiers tiers,
            Evictions evictions,
            Notices notices) {
        this.configuration = configuration;
        this.standings = standings;
        this.access = access;
        this.tiers = tiers;
        this.evictions = evictions;
        this.notices = notices;
        this.keys = new Keys(access);
        this.paths = new ContentPaths(access);
        this.codecs = new Codecs(access, configuration.maxEntryBytes());
    }

    /** Returns what takes what they do beside answering. */
    SeenEffects seenEffects() {
        return seenEffects;
    }

    /** Returns what makes the plans of their keys. */
    Keys keys() {
        return keys;
    }

    /**
     * Decides about a woven method, at its first call.
     *
     * @param target the method
     * @param rule what the user, an annotation or the catalogue says of it
     * @return the method as the engine knows it
     */
    CachedMethod method(Target target, MethodRule rule) {
        ScopeSettings scope = configuration.scope(rule.scope());
        Method method = target.method();
        String descriptor = MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                .toMethodDescriptorString();
        String name = target.declaredBy() + "#" + method.getName();
        Shape shape;
        String refusal = null;
        try {
            Shape ofKotlin = CoroutineShapes.of(method, access);
            shape = ofKotlin == null ? Shape.of(method, access) : ofKotlin;
        } catch (Uncacheable reason) {
            shape = Shape.of(method, access);
            refusal = reason.reason();
        }
        KeySpec spec = new KeySpec(
                configuration.namespace(),
                name + descriptor,
                CodeVersion.of(rule, method),
                !Modifier.isStatic(method.getModifiers()),
                target.parameterNames(),
                ignored(rule, shape),
                rule.stateful());
        Supplier<Adapters> adapters = () -> adapterLookup.get(method.getDeclaringClass());
        MethodOutcomes counted = outcomes.computeIfAbsent(
                name + descriptor, key -> new MethodOutcomes(name, rule, scope.name(), new Outcomes()));
        TtlFrom from = rule.ttlFrom() == null ? scope.ttlFrom() : rule.ttlFrom();
        if (shape instanceof SuspendShape suspend) {
            refusal = suspend.refusal();
        }
        CallbackRule callback = rule.callback();
        if (callback != null) {
            try {
                Shape events = EventStreamShape.of(method, callback.argument(), access);
                shape = events == null
                        ? CallbackShape.of(
                                method,
                                callback.argument(),
                                callback.ends(),
                                callback.fails(),
                                callback.later(),
                                access)
                        : events;
            } catch (Uncacheable reason) {
                boolean isUsers = callback.where().file().equals(rule.where().file());
                refusal = isUsers ? callback.where() + ": " + reason.reason() : reason.reason();
            }
        }
        Standing standing = standings.standing(name + descriptor, target.declaredBy(), method, rule);
        if (refusal == null && standing.mode() == Mode.ON && tiers.areOff()) {
            refusal = "tiers: memory and disk are both off, so that nothing is kept; switch one of them on";
        }
        if (configuration.audit().effects() && !rule.ofClient()) {
            seenEffects.watch(
                    method.getDeclaringClass().getName() + "#" + method.getName() + descriptor,
                    name,
                    counted.outcomes().audit(),
                    () -> standing.mode() == Mode.OBSERVE);
        }
        Batch batch = batch(rule, target, shape);
        Effect effect = Effect.of(method, uploads);
        Staleness stale = staleness(rule, scope, name, batch, effect);
        Life life = Life.of(
                rule.ttl() == null ? scope.ttl() : rule.ttl(), from == TtlFrom.LAST_USE, scope.ttlJitter(), stale);
        int shadow = rule.shadow() == null ? scope.shadow() : rule.shadow();
        TenantLookup tenant = tenant(rule, scope, target);
        Behind behind = (shadow != 0 || stale.asksAgain())
                        && batch == null
                        && effect == null
                        && shape.isOneValue()
                        && (shape.isAtHand() || (shape.isPromised() && !shape.isSilent()))
                        && CachedMethod.isOfNoThread(rule, tenant)
                ? new Behind(name)
                : null;
        return new CachedMethod(
                target,
                name,
                rule,
                standing,
                keys.plan(spec, adapters, new Ignoring(rule, target)),
                tiers.entries(scope),
                life,
                Stale.of(name, stale),
                negatives(rule, name, shape),
                evictions,
                rule.perTenant() || scope.perTenant(),
                tenant,
                shadow,
                codecs,
                adapters,
                new AnswerCheck(rule.admit(), paths),
                new UsageReader(rule.usage(), paths),
                temperature(rule),
                new Temperature(rule.temperature(), paths),
                counted.outcomes(),
                batch == null ? shape : shape.whole(),
                effect,
                batch,
                behind != null || isMadeAgain(shape, batch, rule, tenant) ? RealCall.of(method, access) : null,
                behind,
                refusal);
    }

    private @Nullable Negatives negatives(MethodRule rule, String name, Shape shape) {
        NegativeRule negative = rule.negative();
        if (negative == null) {
            return null;
        }
        if (shape.canFail()) {
            return new Negatives(negative, access, tiers.clock());
        }
        notices.noNegatives(rule, name);
        return null;
    }

    /** Who is to be answered while one asks again has to be told by the key alone, and left as he is. */
    private Staleness staleness(
            MethodRule rule, ScopeSettings scope, String name, @Nullable Batch batch, @Nullable Effect effect) {
        Staleness wanted = rule.stale() == null ? scope.stale() : rule.stale().over(scope.stale());
        if (!wanted.asksAgain() || (batch == null && effect == null)) {
            return wanted;
        }
        notices.neverAskedAgain(
                rule, name, effect == null ? "it is about many items at once" : "it changes its arguments");
        return wanted.withoutAskingAgain();
    }

    private @Nullable TenantLookup tenant(MethodRule rule, ScopeSettings scope, Target target) {
        TenantRule further = scope.tenant() == null ? configuration.tenant() : scope.tenant();
        return TenantLookup.of(
                rule.tenant() == null ? further : rule.tenant(),
                target.method(),
                target.parameterNames(),
                access,
                paths);
    }

    /** What is subscribed to has its real one at hand. */
    private static boolean isMadeAgain(
            Shape shape, @Nullable Batch batch, MethodRule rule, @Nullable TenantLookup tenant) {
        return shape.isPromised()
                ? !(shape instanceof ColdShape) && !CachedMethod.isOfItsThread(rule, tenant)
                : batch != null && !shape.isInParts();
    }

    /** Where its items cannot be told apart, a call is cached as a whole. */
    private @Nullable Batch batch(MethodRule rule, Target target, Shape shape) {
        BatchRule wanted = rule.batch();
        if (wanted == null || rule.callback() != null) {
            return null;
        }
        try {
            int argument = wanted.argument();
            for (String ignored : ignored(rule, shape)) {
                if (ignored.equals(Integer.toString(argument))
                        || ignored.equals(target.parameterNames().get(argument))) {
                    throw new Uncacheable("batch.argument: argument " + argument + " is not in the key");
                }
            }
            if (!shape.isOne()) {
                throw new Uncacheable("batch: its answer comes in parts, or Kotlin's coroutines hand it over");
            }
            return Batch.of(target.method(), argument, Codecs.erased(shape.held()), access);
        } catch (Uncacheable reason) {
            notices.asWholes(rule, target.declaredBy() + "#" + target.method().getName(), reason.reason());
            return null;
        }
    }

    /** What takes the answer does not decide it. */
    private static List<String> ignored(MethodRule rule, Shape shape) {
        List<String> paths = new ArrayList<>();
        for (IgnoredPath path : rule.ignore()) {
            paths.add(path.text());
        }
        if (rule.callback() != null) {
            paths.add(Integer.toString(rule.callback().argument()));
        }
        if (shape instanceof SuspendShape suspend) {
            paths.add(Integer.toString(suspend.argument()));
        }
        return paths;
    }

    /** What has no temperature, such as a method that builds prompts, is left alone unless its own entry says otherwise. */
    private @Nullable Temperature temperature(MethodRule rule) {
        Boolean own = rule.deterministicOnly();
        boolean wanted = own == null
                ? configuration.deterministicOnly() && !rule.temperature().isEmpty()
                : own;
        return wanted ? new Temperature(rule.temperature(), paths) : null;
    }

    /** Returns how the calls of every method seen so far have ended, in the order of their names. */
    List<MethodFigures> figures() {
        List<MethodFigures> all = new ArrayList<>();
        outcomes.forEach((id, counted) -> {
            Standing standing = standings.standing(id, counted.rule());
            all.add(new MethodFigures(
                    counted.rule(),
                    counted.outcomes().figures(counted.name(), counted.scope()),
                    counted.outcomes().reasons().main(),
                    counted.outcomes().audit().findings(),
                    standing == null ? null : standing.demoted(),
                    standing == null ? counted.name() : standing.name(),
                    standing == null ? counted.rule().mode() : standing.configured(),
                    standing == null ? counted.rule().mode() : standing.mode()));
        });
        all.sort(Comparator.comparing(each -> each.figures().method()));
        return all;
    }

    /** Returns what every method seen so far does and has done, in the order of their names. */
    List<MethodState> states() {
        List<MethodState> all = new ArrayList<>();
        outcomes.forEach((id, counted) -> {
            Standing standing = standings.standing(id, counted.rule());
            if (standing != null) {
                all.add(new MethodState(
                        counted.rule(),
                        standing,
                        counted.outcomes().figures(counted.name(), counted.scope()),
                        counted.outcomes().reasons().all()));
            }
        });
        all.sort(Comparator.comparing(each -> each.figures().method()));
        return all;
    }

    /**
     * Returns for how many milliseconds after their making entries of a method live at the most, as the configuration says now;
     * {@link Long#MAX_VALUE} if nobody knows.
     */
    long lifetimeMillis(String method) {
        long longest = 0;
        for (Map.Entry<String, MethodOutcomes> each : outcomes.entrySet()) {
            if (each.getValue().name().equals(method)) {
                longest = Math.max(
                        longest, lifetimeMillis(each.getKey(), each.getValue().rule()));
            }
        }
        return longest == 0 ? Long.MAX_VALUE : longest;
    }

    private long lifetimeMillis(String id, MethodRule rule) {
        Standing standing = standings.standing(id, rule);
        Lifetime now = standing == null ? null : standing.lifetime();
        TtlFrom from =
                rule.ttlFrom() == null ? configuration.scope(rule.scope()).ttlFrom() : rule.ttlFrom();
        return now == null || from == TtlFrom.LAST_USE
                ? Long.MAX_VALUE
                : now.ttl().toMillis();
    }

    /** What one rule's method has counted. */
    private record MethodOutcomes(String name, MethodRule rule, String scope, Outcomes outcomes) {}
}
