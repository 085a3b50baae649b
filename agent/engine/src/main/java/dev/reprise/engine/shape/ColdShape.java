package dev.reprise.engine.shape;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A shape whose answer is asked for when somebody subscribes to what the method returned, each time anew. */
public interface ColdShape extends Shape {

    /** How a subscription goes on. */
    sealed interface Subscribed {

        /** It gets these parts, its own. */
        record Answered(List<?> parts) implements Subscribed {}

        /**
         * It fails as an equal one has failed, for which it waited.
         *
         * @param failure its own
         */
        record Failed(Throwable failure) implements Subscribed {}

        /**
         * It gets what the real one has, which is recorded.
         *
         * @param parts takes it
         * @param region what the real one runs in; null if that is of no interest
         * @param lead told how it goes; null if nobody wants to know
         */
        record Asking(
                Parts parts,
                @Nullable Region region,
                @Nullable Lead lead) implements Subscribed {

            /** One for whose answer nobody waits. */
            public Asking(Parts parts, @Nullable Region region) {
                this(parts, region, /* lead= */ null);
            }
        }

        /**
         * It will be told how it goes on, on another thread.
         *
         * @param news begins the wait for it
         */
        record Waiting(Wait news) implements Subscribed {}

        /**
         * It gets what the real one has, and none of it is recorded.
         *
         * @param region what the real one runs in
         */
        record Passing(Region region) implements Subscribed {}

        /** It gets what the real one has. */
        enum Passed implements Subscribed {
            /** The one way of passing. */
            INSTANCE
        }
    }

    /** What those who wait for the answer of a subscription have to know of it. Thread-safe. */
    interface Lead {

        /** The thread that subscribes to the real one has come back from that. */
        void bodyOver();

        /** Says how to find out whether the subscriber keeps the real one from going on. */
        void heldUpIf(BooleanSupplier condition);
    }

    /** A subscription that waits for the answer of another one. */
    interface Wait {

        /**
         * Has the subscription told how it goes on, later and on another thread.
         *
         * @param isOver whether it needs no answer any more
         * @param then takes how it goes on, which may be another wait
         * @return false if it need not wait, and then is not told
         */
        boolean begin(BooleanSupplier isOver, Consumer<Subscribed> then);

        /** Returns whether it would be of use to wait, as far as can be told. */
        boolean isOfUse();

        /**
         * Has the subscription told, later and on another thread, that it goes on.
         *
         * @param then takes what says how, perhaps by another wait; to be asked where the subscription goes on, or never
         */
        void begin(Consumer<Supplier<Subscribed>> then);

        /** Returns how it goes on if it does not wait. */
        Subscribed instead();
    }

    /** Asked at each subscription, on the thread that subscribes; never throws. */
    @FunctionalInterface
    interface Subscriptions {

        /**
         * Returns how the subscription goes on.
         *
         * @param asker who subscribes
         */
        Subscribed begin(Asker asker);
    }

    /**
     * Returns what the caller gets in place of what the body returned.
     *
     * @param real what the body returned
     * @param subscriptions asked at each subscription
     * @throws ReflectiveOperationException if this version of a library is not known; nothing was done then
     */
    Object assemble(Object real, Subscriptions subscriptions) throws ReflectiveOperationException;
}
