package dev.reprise.clients.matrix;

import org.jspecify.annotations.Nullable;

/** How a provider talks. */
public interface Protocol {

    /**
     * Answers a request.
     *
     * @return null for a path that the protocol does not know
     */
    @Nullable
    Reply answer(Asked asked);

    /** Returns the body of an error. */
    String error();
}
