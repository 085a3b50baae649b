package dev.reprise.weaver.transform;

import java.io.IOException;

/** What must be done before a woven class can run. */
@FunctionalInterface
public interface BeforeWeaving {

    /**
     * Does it, unless it was done.
     *
     * @throws IOException if it cannot be done; the class then stays as it is
     */
    void prepare() throws IOException;
}
