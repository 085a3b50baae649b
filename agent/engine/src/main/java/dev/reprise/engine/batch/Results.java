package dev.reprise.engine.batch;

import dev.reprise.engine.value.Uncacheable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The results that an answer holds. Safe for use by any number of threads; holds classes of the host, as its method does. */
interface Results {

    /** Returns the results as the provider ordered them; null if the answer has none to read. */
    @Nullable
    List<?> of(Object answer) throws ReflectiveOperationException;

    /**
     * Returns an answer that is the same but for its results. The given one stays as it is.
     *
     * @param results each in its place; the list is the answer's own. None for an answer that is good for nothing but to be
     *     given other results
     * @param asked whether a provider was asked for this answer: otherwise what he said of the asking is left out, such as
     *     the number of tokens
     * @throws Uncacheable if this answer cannot be made without being asked for
     */
    Object with(Object answer, List<?> results, boolean asked) throws ReflectiveOperationException, Uncacheable;

    /** Returns which item a result says that it is of. */
    default long place(Object result, int position) throws ReflectiveOperationException {
        return position;
    }

    /** Returns a result that says that it is of an item. */
    default Object placed(Object result, int place) throws ReflectiveOperationException {
        return result;
    }

    /** Returns what makes up a result, such as a vector. */
    default @Nullable Object content(Object result) throws ReflectiveOperationException {
        return result;
    }
}
