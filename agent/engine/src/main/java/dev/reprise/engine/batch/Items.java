package dev.reprise.engine.batch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The items that an argument holds. Safe for use by any number of threads; holds classes of the host, as its method does. */
interface Items {

    /** Returns the items in their order; null if the argument is none of those that hold items. */
    @Nullable
    List<?> of(Object argument) throws ReflectiveOperationException;

    /**
     * Returns an argument that is the same but for its items. The given one stays as it is.
     *
     * @param items at least one, of those of the argument
     */
    Object with(Object argument, List<?> items) throws ReflectiveOperationException;

    /**
     * Returns whether the argument holds its items as {@link #with} would. Otherwise it has them in another form, such as a
     * shorter one for a single item, of which it is known that nothing else is in it.
     */
    default boolean isUsual(Object argument) throws ReflectiveOperationException {
        return true;
    }
}
