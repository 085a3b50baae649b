package dev.reprise.engine.shape;

import org.jspecify.annotations.Nullable;

/** Who asks for an answer by a subscription. Used on the thread that subscribes. */
public interface Asker {

    /** Returns the region that he belongs to, as far as he knows it. */
    @Nullable
    Region region();

    /**
     * Returns what the context that is handed on to all that he asks holds under a name, or null.
     *
     * @param name a key of Reactor's, or the class of an element of Kotlin's
     */
    @Nullable
    Object context(String name);
}
