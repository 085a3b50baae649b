package dev.reprise.clients;

import org.jspecify.annotations.Nullable;

/** A call as the gate hands it over. */
public final class Call {

    private final @Nullable Object receiver;
    private final @Nullable Object[] arguments;

    /**
     * Creates a call.
     *
     * @param receiver the object that the method is called on; null if the method is static
     * @param arguments the arguments
     */
    public Call(@Nullable Object receiver, @Nullable Object... arguments) {
        this.receiver = receiver;
        this.arguments = arguments.clone();
    }

    /** Returns the object that the method is called on. */
    public @Nullable Object receiver() {
        return receiver;
    }

    @Nullable
    Object[] arguments() {
        return arguments.clone();
    }
}
