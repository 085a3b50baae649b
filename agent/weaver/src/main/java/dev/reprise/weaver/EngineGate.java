package dev.reprise.weaver;

import dev.reprise.gate.RepriseGate;
import dev.reprise.weaver.match.RuleTable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The gate that brings calls of woven methods to the {@link CallHandler}, which is made at the first of them.
 *
 * <p>Safe for use by any number of threads.
 */
public final class EngineGate extends RepriseGate {

    /** The wish for how the last call of a thread ended, of which the handler gets its number. */
    private static final String OUTCOME = "outcome";

    /**
     * Whether this thread is inside the handler (not 0), what the handler noted of its last call, which costs it one write,
     * and in which period that was. A JDK array, so a thread that lives on holds nothing of the host.
     */
    private static final ThreadLocal<int[]> INSIDE = new Inside();

    /** Counts how often the gate was closed: calls that were made meanwhile have left no note, so that no older one counts. */
    private static final AtomicInteger PERIOD = new AtomicInteger();

    private final ClassValue<MethodTable> tables;
    private final Supplier<CallHandler> engine;
    private volatile @Nullable CallHandler handler;

    /** Whether there is no handler, nor will be: each JVM has one gate. */
    private static final AtomicBoolean FAILED = new AtomicBoolean();

    /**
     * Creates a gate.
     *
     * @param rules the rules that plans refer to
     * @param engine makes the handler; called at most once, at the first call of a woven method
     */
    public EngineGate(RuleTable rules, Supplier<CallHandler> engine) {
        this.engine = engine;
        this.tables = new ClassValue<>() {
            @Override
            protected MethodTable computeValue(Class<?> type) {
                return new MethodTable(type, rules);
            }
        };
    }

    @Override
    protected @Nullable Object entered(
            Class<?> owner, int index, String plan, @Nullable Object receiver, @Nullable Object[] arguments)
            throws Throwable {
        int[] inside = INSIDE.get();
        if (inside[0] != 0) {
            return null;
        }
        inside[0] = 1;
        startPeriod(inside);
        try {
            WovenMethod method = tables.get(owner).at(index, plan);
            if (method != null && !RepriseGate.open && method.rule().evicts() != null) {
                return new Unheard(method);
            }
            CallHandler current = handler == null ? start() : handler;
            if (method == null || current == null) {
                return null;
            }
            Object token = current.entered(method, receiver, arguments, inside);
            // The woven method would find out as well, but only this is told apart from a miss.
            return token instanceof AtomicReference<?> answer && !method.returns(answer.get()) ? null : token;
        } catch (Throwable failure) {
            failed(failure);
            throw failure;
        } finally {
            inside[0] = 0;
        }
    }

    /** A call that makes entries stale, and began while nobody was asked. */
    private record Unheard(WovenMethod method) {}

    @Override
    protected @Nullable Object exited(Object token, @Nullable Object result, @Nullable Throwable thrown)
            throws Throwable {
        Unheard unheard = token instanceof Unheard its ? its : null;
        // As long as there is no handler, nothing is served, and what could be afterwards is evicted before.
        CallHandler current = unheard != null && handler == null && RepriseGate.open ? start() : handler;
        int[] inside = INSIDE.get();
        if (current == null || inside[0] != 0) {
            return token instanceof UnaryOperator<?> whole ? whole(whole, result) : result;
        }
        inside[0] = 1;
        startPeriod(inside);
        try {
            Object known = unheard == null
                    ? token
                    : current.entered(unheard.method(), /* receiver= */ null, new Object[0], inside);
            return known == null ? result : current.exited(known, result, thrown, inside);
        } catch (Throwable failure) {
            failed(failure);
            throw failure;
        } finally {
            inside[0] = 0;
        }
    }

    private static void startPeriod(int[] inside) {
        int period = PERIOD.get();
        if (inside[2] != period) {
            inside[1] = 0;
            inside[2] = period;
        }
    }

    private static int noted() {
        int[] inside = INSIDE.get();
        return inside[2] == PERIOD.get() ? inside[1] : 0;
    }

    /** Forgets how the calls of all threads have ended: from now on calls are not brought here. */
    static void closed() {
        PERIOD.incrementAndGet();
    }

    /** Returns whether the handler could not be made, so that nothing is to be brought to it. */
    static boolean hasFailed() {
        return FAILED.get();
    }

    private void failed(Throwable failure) {
        CallHandler current = handler;
        if (current != null) {
            current.failed(failure);
        }
    }

    @SuppressWarnings("unchecked") // It is the handler's own, for results.
    private static @Nullable Object whole(UnaryOperator<?> token, @Nullable Object result) {
        return ((UnaryOperator<@Nullable Object>) token).apply(result);
    }

    /**
     * Runs some work of the handler that no call of a woven method has brought to it. Woven methods that it calls are
     * left alone, as they are in a call.
     */
    public static void inside(Runnable work) {
        int[] inside = INSIDE.get();
        int before = inside[0];
        inside[0] = 1;
        try {
            work.run();
        } finally {
            inside[0] = before;
        }
    }

    @Override
    protected @Nullable Object wished(String wish, @Nullable Object argument) throws Throwable {
        CallHandler current = handler == null ? start() : handler;
        if (current == null) {
            return null;
        }
        return current.wished(wish, wish.equals(OUTCOME) ? Integer.valueOf(noted()) : argument);
    }

    private static final class Inside extends ThreadLocal<int[]> {

        @Override
        protected int[] initialValue() {
            return new int[3];
        }
    }

    private synchronized @Nullable CallHandler start() {
        if (handler == null && !FAILED.get()) {
            try {
                handler = engine.get();
            } catch (Throwable failure) {
                FAILED.set(true);
                RepriseGate.open = false;
                RepriseGate.listening = false;
                LoggerFactory.getLogger(EngineGate.class)
                        .error("Reprise is off, because its engine did not start", failure);
            }
        }
        return handler;
    }
}
