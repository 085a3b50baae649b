package dev.reprise.engine;

import dev.reprise.engine.BatchCall.Rest;
import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.key.Unkeyable;
import dev.reprise.engine.shape.Parts;
import dev.reprise.engine.shape.Recording;
import dev.reprise.engine.value.Uncacheable;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of calls that are made about a part of their items: of what was answered their callers get the whole, or the
 * calls are made again as they made them. Thread-safe.
 */
final class Reductions {

    private final Notices notices;
    private final SecondCalls second;

    /**
     * @param guard runs, at once, what must not be brought any calls meanwhile
     */
    Reductions(Callers callers, Notices notices, Executor guard) {
        this.notices = notices;
        this.second = new SecondCalls(callers, guard);
    }

    /** Returns whether the provider is asked about a part of the items only. */
    static boolean isReduced(Miss miss) {
        return miss.batch() != null && miss.batch().rest() != null;
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
        CachedMethod method = miss.method();
        String reason;
        try {
            Object whole = real == null ? null : call.batch().joined(real, rest.known());
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

    /** Makes a call again as {@link SecondCalls} does. */
    @Nullable
    Object again(Miss miss) throws Exception {
        return second.make(miss);
    }
}
