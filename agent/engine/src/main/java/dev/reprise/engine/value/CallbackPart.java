package dev.reprise.engine.value;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A part of an answer that is handed to a callback. */
public sealed interface CallbackPart {

    /** A call of the callback. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Called(Method method, @Nullable Object[] arguments) implements CallbackPart {}

    /**
     * The last part.
     *
     * @param onCallersThread whether all calls came on the calling thread while the method ran; after it had returned
     *     and on another thread otherwise
     * @param result what an entry holds of what the method returned; null if it returns nothing
     */
    record Ended(boolean onCallersThread, @Nullable Object result) implements CallbackPart {}

    /** Stands for an argument that is of one call only, such as a handle to cancel it. */
    enum Live {
        /** The one of its kind. */
        ARGUMENT
    }
}
