package dev.reprise.engine.shape;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A shape whose answer is asked for when somebody subscribes to what the method returned, each time anew. */
public interface ColdShape extends Shape {

    /** How a subscription goes on. */
    sealed interface Subscribed {

        /** It gets these parts, its own. */
        record Answered(List<?> parts) implements Subscribed {}

        /**
         * It gets what the real one has, which is recorded.
         *
         * @param parts takes it
         * @param region what the real one runs in; null if that is of no interest
         */
        record Asking(Parts parts, @Nullable Region region) implements Subscribed {}

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

    /** Asked at each subscription, on the thread that subscribes; never throws. */
    @FunctionalInterface
    interface Subscriptions {

        /**
         * Returns how the subscription goes on.
         *
         * @param around tells the region that the subscriber belongs to, as far as he knows it
         */
        Subscribed begin(Supplier<@Nullable Region> around);
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
