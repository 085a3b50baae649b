package dev.reprise.engine;

import dev.reprise.engine.config.Mode;
import dev.reprise.engine.shape.Region;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells which calls of clients another client makes: a framework that of an SDK, an SDK's method the one below it. What is
 * decided about the outer one holds for them, so that they run as ever, and are neither kept nor counted. Thread-safe; what
 * a thread that lives on holds is nothing of the host.
 */
final class Nesting {

    /** Weak, so that a call whose end was not told, for lack of memory say, does not last. */
    private static final ThreadLocal<@Nullable WeakReference<Running>> RUNNING = new ThreadLocal<>();

    /** Returns the client's call in whose region this thread is, or null. */
    static @Nullable Running current() {
        WeakReference<Running> running = RUNNING.get();
        return running == null ? null : running.get();
    }

    /** Begins a client's call whose answer will be recorded; null if the method is no client's. */
    static @Nullable Running begin(CachedMethod method) {
        return begin(method, /* forAll= */ true);
    }

    /**
     * Begins a client's call; null if the method is no client's.
     *
     * @param forAll whether what is decided about it holds for calls of all clients that it makes, not only for those of the
     *     same one
     */
    static @Nullable Running begin(CachedMethod method, boolean forAll) {
        String client = method.rule().catalogued();
        return client == null ? null : new Running(method.name(), client, method.mode(), forAll);
    }

    /** A client's call while its body runs. */
    static final class Running implements Region {

        private final String name;
        private final String client;
        private final Mode mode;
        private final boolean forAll;
        private final WeakReference<Running> self = new WeakReference<>(this);
        private @Nullable Object around;
        private volatile boolean servedBelow;

        private Running(String name, String client, Mode mode, boolean forAll) {
            this.name = name;
            this.client = client;
            this.mode = mode;
            this.forAll = forAll;
        }

        /** Returns the name of the method. */
        String name() {
            return name;
        }

        /**
         * Returns whether this call stands for one of another method that it makes. Where this one is only observed, what is
         * below it is served if the user wants that, and this one is no more observed.
         */
        boolean standsFor(CachedMethod inner) {
            if (!forAll) {
                return client.equals(inner.rule().catalogued());
            }
            if (mode == Mode.ON || inner.mode() != Mode.ON) {
                return true;
            }
            servedBelow = true;
            return false;
        }

        boolean isServedBelow() {
            return servedBelow;
        }

        /** The body of the call runs on this thread from here on. */
        void bodyBegins() {
            around = enter();
        }

        void bodyEnds() {
            back(around);
            around = null;
        }

        @Override
        public @Nullable Object enter() {
            WeakReference<Running> before = RUNNING.get();
            RUNNING.set(self);
            return before;
        }

        @Override
        public @Nullable Object leave() {
            WeakReference<Running> before = RUNNING.get();
            if (before != null) {
                RUNNING.remove();
            }
            return before;
        }

        @Override
        @SuppressWarnings("unchecked") // What the others returned.
        public void back(@Nullable Object before) {
            if (before == null) {
                RUNNING.remove();
            } else {
                RUNNING.set((WeakReference<Running>) before);
            }
        }
    }
}
