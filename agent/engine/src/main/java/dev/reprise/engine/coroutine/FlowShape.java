package dev.reprise.engine.coroutine;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.shape.Asker;
import dev.reprise.engine.shape.ColdShape;
import dev.reprise.engine.shape.PacedParts;
import dev.reprise.engine.shape.Parts;
import dev.reprise.engine.shape.Recording;
import dev.reprise.engine.shape.Region;
import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cold {@code Flow}: looked up at each collection. What is recorded or handed out goes through operators of Kotlin's own
 * library, so that dispatchers, cancellation and the transparency of failures are what they are for every flow.
 */
final class FlowShape implements ColdShape {

    private static final String PACKAGE = "kotlinx.coroutines.flow.";

    /** What a flow may be as well without being more than a flow. */
    private static final Set<String> KINDS =
            Set.of(PACKAGE + "Flow", PACKAGE + "CancellableFlow", PACKAGE + "internal.FusibleFlow");

    private static final int CONFLATED = -1;

    private final Class<?> type;
    private final Type held;
    private final Kotlin kotlin;
    private final Method collect;
    private final @Nullable Awaiting awaiting;
    private final Method asFlow;
    private final Method cancellable;
    private final Method onEach;
    private final Method onCompletion;
    private final Method delay;
    private final Method ensureActive;

    private FlowShape(Class<?> type, Type held, FieldAccess access) throws ReflectiveOperationException {
        this.type = type;
        this.held = held;
        ClassLoader loader = type.getClassLoader();
        this.collect = method(type, "collect");
        this.kotlin = Kotlin.of(collect.getParameterTypes()[1], access);
        this.awaiting = Awaiting.of(kotlin, loader, collect.getParameterTypes()[1], access);
        Class<?> operators = Class.forName(PACKAGE + "FlowKt", true, loader);
        Class<?> function2 = Class.forName("kotlin.jvm.functions.Function2", false, loader);
        Class<?> function3 = Class.forName("kotlin.jvm.functions.Function3", false, loader);
        this.asFlow = Kotlin.open(operators.getMethod("asFlow", Iterable.class), access);
        this.cancellable = Kotlin.open(operators.getMethod("cancellable", type), access);
        this.onEach = Kotlin.open(operators.getMethod("onEach", type, function2), access);
        this.onCompletion = Kotlin.open(operators.getMethod("onCompletion", type, function3), access);
        this.delay = Kotlin.open(
                Class.forName("kotlinx.coroutines.DelayKt", true, loader)
                        .getMethod("delay", long.class, collect.getParameterTypes()[1]),
                access);
        this.ensureActive = Kotlin.open(
                Class.forName("kotlinx.coroutines.JobKt", true, loader).getMethod("ensureActive", kotlin.contextType()),
                access);
    }

    private static Method method(Class<?> type, String name) throws NoSuchMethodException {
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == 2) {
                return method;
            }
        }
        throw new NoSuchMethodException(type.getName() + " has no " + name);
    }

    static boolean isFlow(Class<?> type) {
        return type.getName().equals(PACKAGE + "Flow");
    }

    static FlowShape of(Class<?> type, Type held, FieldAccess access) throws Uncacheable {
        try {
            return new FlowShape(type, held, access);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError other) {
            throw new Uncacheable("it is of a Kotlin that is not known: " + other);
        }
    }

    @Override
    public Type held() {
        return held;
    }

    @Override
    public boolean isInParts() {
        return true;
    }

    @Override
    public boolean isPromised() {
        return awaiting != null;
    }

    @Override
    public Object replay(Object held) {
        throw new UnsupportedOperationException("a flow is answered at each collection");
    }

    @Override
    public Object record(Object result, Recording recording) {
        throw new UnsupportedOperationException("a flow is recorded at each collection");
    }

    @Override
    public Object assemble(Object real, Subscriptions subscriptions) throws ReflectiveOperationException {
        Set<Class<?>> kinds = new LinkedHashSet<>(Set.of(type));
        for (Class<?> at = real.getClass(); at != null; at = at.getSuperclass()) {
            for (Class<?> kind : at.getInterfaces()) {
                if (!KINDS.contains(kind.getName()) || kind.getClassLoader() != type.getClassLoader()) {
                    throw new ReflectiveOperationException("it is a " + kind.getName() + ", too");
                }
                kinds.add(kind);
            }
        }
        InvocationHandler handler = (proxy, method, arguments) -> switch (method.getName()) {
            case "collect" -> collected(real, subscriptions, arguments);
            case "fuse" ->
                fused(Objects.requireNonNull(Kotlin.call(method, real, arguments)), subscriptions, arguments);
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == arguments[0];
            case "toString" -> real.toString();
            default -> Kotlin.call(method, real, arguments == null ? new Object[0] : arguments);
        };
        return Proxy.newProxyInstance(type.getClassLoader(), kinds.toArray(new Class<?>[0]), handler);
    }

    private @Nullable Object collected(Object real, Subscriptions subscriptions, Object[] arguments) throws Throwable {
        return goOn(subscriptions.begin(new Collector(kotlin, arguments[1])), real, arguments[0], arguments[1]);
    }

    /** Returns what the collection returns, perhaps that it has suspended. */
    private @Nullable Object goOn(Subscribed found, Object real, Object collector, Object continuation)
            throws Throwable {
        if (found instanceof Subscribed.Waiting waiting) {
            return await(waiting.news(), real, collector, continuation);
        } else if (found instanceof Subscribed.Failed failed) {
            return kotlin.threw(failed.failure(), continuation);
        } else if (found instanceof Subscribed.Answered answer) {
            return collect(replayed(answer.parts()), collector, continuation);
        } else if (found instanceof Subscribed.Asking asking && asking.lead() != null) {
            return lead(asking.lead(), real, asking.parts(), collector, continuation);
        } else if (found instanceof Subscribed.Asking asking) {
            return collect(asking.parts(), real, /* watched= */ null, collector, continuation);
        }
        return collect(real, collector, continuation);
    }

    private @Nullable Object collect(Object flow, Object collector, Object continuation) throws Throwable {
        return kotlin.callSuspending(collect, flow, continuation, collector, continuation);
    }

    /** Collects what is recorded, and what answers in place of a failure that comes before the first element. */
    private @Nullable Object collect(
            Parts parts, Object real, @Nullable WatchedCollector watched, Object collector, Object continuation)
            throws Throwable {
        AtomicBoolean begun = new AtomicBoolean();
        Object recorded = recorded(real, parts, begun, watched);
        if (!parts.forgives()) {
            return collect(recorded, collector, continuation);
        }
        RecordedContinuation collecting = new RecordedContinuation(
                kotlin,
                continuation,
                (value, thrown) ->
                        thrown == null || begun.get() ? null : insteadLater(parts, thrown, collector, continuation));
        Object returned;
        try {
            returned = Kotlin.call(collect, recorded, collector, collecting.continuation());
        } catch (Throwable thrown) {
            Object instead =
                    collecting.ended() && !begun.get() ? instead(parts, thrown, collector, continuation) : null;
            return instead == null ? kotlin.threw(thrown, continuation) : instead;
        }
        if (!collecting.isSuspended(returned)) {
            collecting.ended();
        }
        return returned;
    }

    /** Returns what the collection of what answers in place of a failure returns; null if nothing does. */
    private @Nullable Object instead(Parts parts, Throwable thrown, Object collector, Object continuation)
            throws Throwable {
        List<?> all = parts.instead(thrown);
        return all == null ? null : collect(replayed(all), collector, continuation);
    }

    /** As above, where what the collector throws has nobody to go to but the one who collects. */
    private @Nullable Object insteadLater(Parts parts, Throwable thrown, Object collector, Object continuation) {
        try {
            return instead(parts, thrown, collector, continuation);
        } catch (Throwable failed) {
            try {
                kotlin.fail(continuation, failed);
                return kotlin.suspended();
            } catch (Throwable otherVersion) {
                throw new IllegalStateException(otherVersion);
            }
        }
    }

    /** Collects what others wait for. */
    private @Nullable Object lead(Lead lead, Object real, Parts parts, Object collector, Object continuation)
            throws Throwable {
        WatchedCollector watched = new WatchedCollector(kotlin, collector);
        lead.heldUpIf(watched::isBusy);
        try {
            return collect(parts, real, watched, watched.of(collect.getParameterTypes()[0]), continuation);
        } catch (Throwable thrown) { // Perhaps before there was anything that tells how it ends.
            parts.failed(thrown);
            throw thrown;
        } finally {
            lead.bodyOver();
        }
    }

    private @Nullable Object await(Wait wait, Object real, Object collector, Object continuation) throws Throwable {
        AtomicReference<@Nullable Supplier<Subscribed>> how = new AtomicReference<>();
        Runnable end = awaiting == null || !wait.isOfUse()
                ? null
                : awaiting.begin(continuation, () -> goOnLater(found(how.get(), wait), real, collector, continuation));
        if (end == null) {
            return goOn(wait.instead(), real, collector, continuation);
        }
        wait.begin(found -> {
            how.set(found);
            end.run();
        });
        return kotlin.suspended();
    }

    private static Subscribed found(@Nullable Supplier<Subscribed> how, Wait wait) {
        return how == null ? wait.instead() : how.get();
    }

    private @Nullable Object goOnLater(Subscribed found, Object real, Object collector, Object continuation)
            throws Exception {
        try {
            return goOn(found, real, collector, continuation);
        } catch (Exception | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw new IllegalStateException(thrown);
        }
    }

    /** Who collects a flow, of whom no region is known. */
    private record Collector(Kotlin kotlin, Object continuation) implements Asker {

        @Override
        public @Nullable Region region() {
            return null;
        }

        @Override
        public @Nullable Object context(String name) {
            try {
                return ContextElements.find(kotlin.context(continuation), name);
            } catch (Throwable unknown) { // Of another version of Kotlin, or of the host's own.
                return null;
            }
        }
    }

    /** An operator downstream lets the flow itself do what it does, in another context say; where it drops elements it is left alone. */
    private Object fused(Object fused, Subscriptions subscriptions, Object[] arguments)
            throws ReflectiveOperationException {
        boolean dropping = (Integer) arguments[1] == CONFLATED;
        for (Object argument : arguments) {
            dropping |= argument instanceof Enum<?> overflow && !overflow.name().equals("SUSPEND");
        }
        return dropping ? fused : assemble(fused, subscriptions);
    }

    private Object replayed(List<?> parts) throws Throwable {
        if (!(parts instanceof PacedParts paced)) {
            return made(cancellable, made(asFlow, parts));
        }
        PacedParts.Waits waits = paced.waits();
        int[] next = new int[1];
        // Suspends where an iterator would block a thread of the service's.
        Object wait = Kotlin.function(onEach.getParameterTypes()[1], arguments -> {
            long left = TimeUnit.NANOSECONDS.toMillis(waits.left(next[0]++));
            return left <= 0 ? kotlin.unit() : Kotlin.call(delay, null, left, arguments[1]);
        });
        return made(onEach, made(asFlow, paced.parts()), wait);
    }

    /**
     * @param begun told whether an element has come
     * @param watched the collector, if others wait for the elements; null if nobody does
     */
    private Object recorded(Object real, Parts parts, AtomicBoolean begun, @Nullable WatchedCollector watched)
            throws Throwable {
        Object next = Kotlin.function(onEach.getParameterTypes()[1], arguments -> {
            begun.setPlain(true); // Elements come one after the other.
            parts.next(arguments[0]);
            return kotlin.unit();
        });
        Object end = Kotlin.function(onCompletion.getParameterTypes()[1], arguments -> {
            Object cause = arguments[1] == null ? cancellation(arguments[2]) : arguments[1];
            if (cause == null) {
                parts.complete();
            } else {
                parts.failing(
                        watched != null && watched.hasFailed()
                                ? new CancellationException("its collector failed")
                                : (Throwable) cause);
                parts.breakOff("it was not collected to its end, because of a "
                        + cause.getClass().getName());
            }
            return kotlin.unit();
        });
        return made(onCompletion, made(onEach, real, next), end);
    }

    /** Returns what a coroutine would be told that was cancelled since the last element; null if it was not. */
    private @Nullable Throwable cancellation(Object continuation) throws Throwable {
        Object context = kotlin.context(continuation);
        try {
            Kotlin.call(ensureActive, null, context);
            return null;
        } catch (CancellationException cancelled) {
            return cancelled;
        }
    }

    private static Object made(Method operator, Object... arguments) throws Throwable {
        return Objects.requireNonNull(Kotlin.call(operator, null, arguments));
    }
}
