package dev.reprise.engine;

import dev.reprise.engine.BatchCall.Rest;
import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.key.Unkeyable;
import dev.reprise.engine.shape.Parts;
import dev.reprise.engine.shape.PromisedStage;
import dev.reprise.engine.shape.Recording;
import dev.reprise.engine.value.Uncacheable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of calls that are made about a part of their items: of what was answered their callers get the whole, or the
 * calls are made again as they made them. Thread-safe.
 */
final class Reductions {

    private final Notices notices;
    private final Executor guard;
    private final SecondCalls second;

    /**
     * @param guard runs, at once, what must not be brought any calls meanwhile
     */
    Reductions(Callers callers, Notices notices, Executor guard) {
        this.notices = notices;
        this.guard = guard;
        this.second = new SecondCalls(callers, guard);
    }

    /** Returns whether the provider is asked about a part of the items only. */
    static boolean isReduced(Miss miss) {
        return miss.batch() != null && miss.batch().rest() != null;
    }

    /** Returns whether entries answer a part of the items, and not only other services are asked about one. */
    static boolean isAnsweredInPart(Miss miss) {
        Rest rest = miss.batch() == null ? null : miss.batch().rest();
        return rest != null && rest.known().stream().anyMatch(Objects::nonNull);
    }

    /**
     * Returns whether the body left alone what it got in place of all items.
     *
     * @param given filled with the identities of what it got
     */
    static boolean isUnchanged(Miss miss, Set<Object> given) throws Unkeyable {
        Rest rest = miss.batch() == null ? null : miss.batch().rest();
        Inputs inputs = miss.inputs();
        return rest == null
                || miss.method()
                        .plan()
                        .key(inputs.tenant(), inputs.receiver(), rest.arguments(), given, Set.of())
                        .equals(rest.key());
    }

    /** Returns what the call and the body were given. */
    static @Nullable Object[] given(Miss miss) {
        @Nullable Object[] all = miss.inputs().arguments();
        Rest rest = miss.batch() == null ? null : miss.batch().rest();
        if (rest == null) {
            return all;
        }
        @Nullable Object[] both = Arrays.copyOf(all, all.length + rest.arguments().length);
        System.arraycopy(rest.arguments(), 0, both, all.length, rest.arguments().length);
        return both;
    }

    /** Returns what the caller gets for what the body returned, as {@link #joined} does, at once or later; keeps nothing. */
    @Nullable
    Object whole(Miss miss, @Nullable Object result) {
        return result == null || !isReduced(miss)
                ? joined(miss, result)
                : miss.method().shape().record(result, new Joining(this, miss));
    }

    /** Keeps nothing. */
    private record Joining(Reductions reductions, Miss miss) implements Recording {

        @Override
        public @Nullable Object ended(@Nullable Object answer, @Nullable Throwable thrown) {
            return thrown == null ? reductions.joined(miss, answer) : null;
        }

        @Override
        public @Nullable Object again() throws Exception {
            return reductions.again(miss);
        }

        @Override
        public boolean isReplacing() {
            return true;
        }

        @Override
        public Parts parts() {
            throw new UnsupportedOperationException("a call whose answer comes in parts is never reduced");
        }

        @Override
        public void refused(String reason) {
            // Nothing would have been kept.
        }
    }

    /**
     * Returns what the caller gets for what was answered, if he asked about more: {@link Recording#NONE} if nothing can be made
     * of it, for it is the answer to another question. Never throws.
     */
    @Nullable
    Object joined(Miss miss, @Nullable Object real) {
        BatchCall call = miss.batch();
        Rest rest = call == null ? null : call.rest();
        if (call == null || rest == null) {
            return real;
        }
        if (rest.awaited() != null && real != null && rest.awaited().takes(real)) {
            return Recording.NONE; // Until there is what the call waits for.
        }
        return joined(miss, call, real, rest.known());
    }

    private @Nullable Object joined(Miss miss, BatchCall call, @Nullable Object real, List<@Nullable Object> known) {
        CachedMethod method = miss.method();
        String reason;
        try {
            Object whole = real == null ? null : call.batch().joined(real, known);
            if (whole != null && method.holds(whole)) {
                method.askedAboutSome();
                return whole;
            }
            reason = whole == null
                    ? "it is null"
                    : "it would be a " + whole.getClass().getName();
        } catch (Uncacheable failure) {
            reason = failure.reason();
        } catch (Throwable failure) {
            reason = failure.getClass().getName();
        }
        notices.askedAgain(method, reason, method.askedInVain());
        return Recording.NONE;
    }

    /**
     * Makes a call again as {@link SecondCalls} does, unless it is to wait for what others are answered, and that comes.
     *
     * @return what the method returned, or would have
     */
    @Nullable
    Object again(Miss miss) throws Exception {
        BatchCall call = miss.batch();
        Rest rest = call == null ? null : call.rest();
        AwaitedItems awaited = rest == null ? null : rest.awaited();
        if (call == null || rest == null || awaited == null || awaited.answer() == null) {
            return second.make(miss);
        }
        if (miss.method().shape().isPromised()) {
            return later(miss, call, rest, awaited);
        }
        Object[] whole = {Recording.NONE};
        guard.execute(() -> whole[0] = whole(miss, call, awaited, awaited.await(call.batch(), rest.known())));
        return whole[0] == Recording.NONE ? second.make(miss) : whole[0];
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The caller of the method has it.
    private @Nullable Object later(Miss miss, BatchCall call, Rest rest, AwaitedItems awaited) throws Exception {
        PromisedStage promise = new PromisedStage();
        boolean[] isTold = new boolean[1];
        guard.execute(() -> isTold[0] =
                awaited.awaitLater(call.batch(), rest.known(), () -> told(promise, miss, call, rest, awaited)));
        return isTold[0] ? promise : second.make(miss);
    }

    private void told(PromisedStage promise, Miss miss, BatchCall call, Rest rest, AwaitedItems awaited) {
        if (promise.isDone()) {
            return; // Its holder made the end.
        }
        Object[] whole = {Recording.NONE};
        guard.execute(() -> whole[0] = whole(miss, call, awaited, awaited.joined(call.batch(), rest.known())));
        if (whole[0] != Recording.NONE) {
            promise.answer(CompletableFuture.completedFuture(whole[0]));
            return;
        }
        try {
            promise.become(second.make(miss));
        } catch (Throwable thrown) {
            promise.fail(thrown);
        }
    }

    /** Returns the answer to the whole call; {@link Recording#NONE} if what was waited for has not come. */
    private @Nullable Object whole(
            Miss miss, BatchCall call, AwaitedItems awaited, @Nullable List<@Nullable Object> known) {
        return known == null ? Recording.NONE : joined(miss, call, awaited.answer(), known);
    }
}
