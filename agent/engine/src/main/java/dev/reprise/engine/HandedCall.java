package dev.reprise.engine;

import dev.reprise.engine.Lookup.Following;
import dev.reprise.engine.callback.CallbackShape;
import dev.reprise.engine.callback.EventStreamReplay;
import dev.reprise.engine.callback.EventStreamShape;
import dev.reprise.engine.shape.PromisedStage;
import dev.reprise.engine.thread.ReplayThreads;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call whose caller has gone on, and whose argument will be told what an equal one is answered. */
sealed interface HandedCall {

    Following following();

    /** Returns whether its caller has made the end himself. */
    default boolean isOver() {
        return false;
    }

    /** Returns what tells the argument the calls of an entry. */
    Runnable replay(List<?> calls, ReplayThreads threads);

    /** Takes what its own call returned, which tells the argument the rest. */
    default void made(@Nullable Object result) {}

    /** Tells the argument that the call has failed before anything came of it; throws that if it cannot be told. */
    void fail(Throwable thrown) throws Throwable;

    /** One with a callback. */
    record Callback(Following following, CallbackShape shape, Object callback) implements HandedCall {

        @Override
        public Runnable replay(List<?> calls, ReplayThreads threads) {
            return shape.replay(callback, calls);
        }

        @Override
        public void fail(Throwable thrown) throws Throwable {
            shape.fail(callback, thrown);
        }
    }

    /**
     * One with a handler of a stream of events.
     *
     * @param stage what its caller has
     */
    record Handler(Following following, EventStreamShape shape, Object handler, PromisedStage stage)
            implements HandedCall {

        @Override
        public boolean isOver() {
            return stage.isDone();
        }

        @Override
        public Runnable replay(List<?> calls, ReplayThreads threads) {
            EventStreamReplay replay = shape.replay(handler, calls, threads);
            stage.become(replay.future());
            return replay;
        }

        @Override
        public void made(@Nullable Object result) {
            stage.become(result);
        }

        @Override
        public void fail(Throwable thrown) throws Throwable {
            try {
                shape.fail(handler, thrown);
            } finally {
                stage.fail(thrown);
            }
        }
    }
}
