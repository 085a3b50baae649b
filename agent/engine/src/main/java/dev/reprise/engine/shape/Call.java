package dev.reprise.engine.shape;

import org.jspecify.annotations.Nullable;

/**
 * A call, for answers that only its receiver can read.
 *
 * @param receiver the receiver; null if the method is static
 * @param arguments the arguments; not changed
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record Call(@Nullable Object receiver, @Nullable Object[] arguments) {

    /** One of which nothing is known. */
    static final Call UNKNOWN = new Call(null, new Object[0]);
}
