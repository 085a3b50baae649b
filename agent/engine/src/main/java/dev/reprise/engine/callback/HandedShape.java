package dev.reprise.engine.callback;

import dev.reprise.engine.shape.Parts;
import dev.reprise.engine.shape.Recording;
import dev.reprise.engine.shape.Region;
import dev.reprise.engine.shape.Shape;
import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A shape whose answer an argument gets, whose methods are called. */
public sealed interface HandedShape extends Shape permits CallbackShape, EventStreamShape {

    /** Returns the index of the argument. */
    int argument();

    /** Returns the methods whose calls are parts of an answer. */
    List<Method> parts();

    /** Returns the type of a parameter of one of them, as far as it is declared. */
    Type type(Method part, int parameter);

    /**
     * Returns what stands for the argument while the method runs on this thread, and after.
     *
     * @param region what the argument does not belong to; null if that is of no interest
     * @throws Uncacheable if nothing can stand for it
     */
    RecordedArgument record(Object real, Parts parts, @Nullable Region region) throws Uncacheable;

    /** Returns whether it can: what the method throws is told so. */
    @Override
    default boolean canFail() {
        return isAtHand();
    }

    @Override
    default boolean isInParts() {
        return true;
    }

    @Override
    default Object replay(Object parts) {
        throw new UnsupportedOperationException("a callback is replayed with the callback");
    }

    @Override
    default Object record(Object result, Recording recording) {
        throw new UnsupportedOperationException("a callback is recorded before the method runs");
    }
}
