package dev.reprise.agent;

import dev.reprise.engine.CachedMethod;
import dev.reprise.engine.Engine;
import dev.reprise.engine.Lookup;
import dev.reprise.engine.Target;
import dev.reprise.engine.epoch.Subject.Kind;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.weaver.CallHandler;
import dev.reprise.weaver.WovenMethod;
import dev.reprise.weaver.clue.CodeClues;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Brings the calls of woven methods to the engine. Thread-safe. */
final class EngineHandler implements CallHandler {

    private final Engine engine;
    private final Function<WovenMethod, CachedMethod> resolve = this::resolve;

    EngineHandler(Engine engine) {
        this.engine = engine;
    }

    private CachedMethod resolve(WovenMethod woven) {
        Target target = new Target(
                woven.method(), woven.keyClass().getName(), woven.parameterNames(), new CodeClues(woven.method()));
        return engine.method(target, woven.rule());
    }

    @Override
    public @Nullable Object entered(WovenMethod woven, @Nullable Object receiver, @Nullable Object[] arguments) {
        return entered(woven, receiver, arguments, new int[2]);
    }

    @Override
    public @Nullable Object entered(
            WovenMethod woven, @Nullable Object receiver, @Nullable Object[] arguments, int[] noted) {
        CachedMethod method = woven.attachment(resolve);
        Lookup found = engine.enter(method, receiver, arguments);
        NotedOutcome.note(found, noted);
        if (found instanceof Lookup.Hit hit) {
            return answer(hit.value());
        }
        if (found instanceof Lookup.Replay replay) {
            return replay.replay();
        }
        if (found instanceof Lookup.Failed failed) {
            return failed.handed() == null ? failed.failure() : answer(failed.handed());
        }
        if (found instanceof Lookup.Calling calling) {
            arguments[calling.argument()] = calling.callback().callback();
        }
        if (found instanceof Lookup.Reduced reduced) {
            arguments[reduced.argument()] = reduced.others();
        }
        if (found instanceof Lookup.Suspending suspending) {
            arguments[suspending.argument()] = suspending.continuation().continuation();
        }
        return found instanceof Lookup.Bypass ? null : found;
    }

    /** Only this thread sees it: a volatile write, as by the constructor, would hold the processor up for nothing. */
    private static Object answer(Object value) {
        AtomicReference<Object> answer = new AtomicReference<>();
        answer.setPlain(value);
        return answer;
    }

    @Override
    public void failed(Throwable failure) {
        engine.failed(failure);
    }

    /** The wishes of {@code dev.reprise.api.Reprise}. */
    @Override
    public @Nullable Object wished(String wish, @Nullable Object argument) {
        return switch (wish) {
            case "bypass", "refresh", "no-store", "max-age" -> engine.beginControl(wish, argument);
            case "tenant" -> engine.beginTenant((String) argument);
            case "carried" -> engine.carried();
            case "carry" -> {
                engine.carry(argument);
                yield null;
            }
            case "carried-back" -> {
                engine.carriedBack();
                yield null;
            }
            case "outcome" -> NotedOutcome.text(argument, engine.lastBypass());
            case "explain" -> {
                engine.beginExplaining();
                yield wish;
            }
            case "explained" -> String.join("\n", engine.endExplaining());
            default -> evicted(wish, argument);
        };
    }

    private @Nullable Object evicted(String wish, @Nullable Object argument) {
        String name = argument == null ? "" : argument.toString();
        switch (wish) {
            case "evict-scope" -> engine.evict(Kind.SCOPE, name);
            case "evict-tag" -> engine.evict(Kind.TAG, name);
            case "evict-method" -> engine.evict(Kind.METHOD, name);
            case "evict-tenant" -> engine.evict(Kind.TENANT, name);
            case "evict-all" -> engine.evict(Kind.NAMESPACE, "");
            case "evict-key" -> engine.evict(CacheKey.of(name));
            default -> {
                return null;
            }
        }
        return wish;
    }

    @Override
    public @Nullable Object exited(Object token, @Nullable Object result, @Nullable Throwable thrown, int[] noted) {
        Object handed = ended(token, result, thrown);
        Lookup.StaleHit instead = thrown != null && handed instanceof Lookup.StaleHit hit ? hit : null;
        if (token instanceof Lookup ended) {
            NotedOutcome.note(instead == null ? ended : instead, noted); // After those of the calls that the body made.
        }
        return held(thrown, handed);
    }

    @Override
    public @Nullable Object exited(Object token, @Nullable Object result, @Nullable Throwable thrown) {
        return held(thrown, ended(token, result, thrown));
    }

    /** What answers a call in place of what its body threw, the woven method has to tell from what it returns. */
    private static @Nullable Object held(@Nullable Throwable thrown, @Nullable Object handed) {
        if (thrown == null || !(handed instanceof Lookup.Hit hit)) {
            return handed;
        }
        return hit.value() instanceof Lookup.Replay replay ? replay.replay() : answer(hit.value());
    }

    private @Nullable Object ended(Object token, @Nullable Object result, @Nullable Throwable thrown) {
        if (token instanceof Lookup.Calling calling) {
            return engine.exit(calling, result, thrown);
        }
        if (token instanceof Lookup.Passing passing) {
            engine.exit(passing);
            return result;
        }
        if (token instanceof Lookup.Evicting evicting) {
            return engine.exit(evicting, result, thrown);
        }
        if (token instanceof Lookup.Suspending suspending) {
            return engine.exit(suspending, result, thrown);
        }
        if (token instanceof Lookup.Assembly assembly) {
            return engine.assembled(assembly, result);
        }
        if (token instanceof Lookup.Reduced reduced) {
            return engine.exit(reduced, result, thrown);
        }
        return engine.exit((Lookup.Miss) token, result, thrown);
    }
}
