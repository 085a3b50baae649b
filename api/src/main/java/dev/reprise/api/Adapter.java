package dev.reprise.api;

/**
 * Tells the Reprise agent what counts of a type that it cannot look into, and how an object of that type is kept.
 *
 * <p>An adapter is a public class with a public constructor without parameters, named in a file {@code
 * META-INF/services/dev.reprise.api.Adapter} beside it, as {@link java.util.ServiceLoader} has it. The agent finds it
 * through the class loader of the class whose method is cached, at the first call of one of its methods at the
 * earliest, and makes an object of it for each such class. Without the agent nothing happens.
 *
 * <p>It serves objects whose class is exactly {@link #type()}: a subclass may hold more than the adapter knows of.
 * {@link #keyOf} serves keys, {@link #write} and {@link #read} serve answers; an adapter implements the one, the two, or
 * all three. What it leaves to this interface it does not serve, and there the type stays as it is without an adapter.
 *
 * <p>Methods are called on the threads of the cached calls, by several at a time: an adapter is safe for use by any
 * number of threads. Cached methods that it calls itself run as if there were no agent. What it throws never reaches
 * the service: if {@link #keyOf} throws, the call bypasses the cache; if {@link #write} throws, the answer is not kept; if
 * {@link #read} throws, the answer is not kept, or, if it was before, the call is a miss.
 *
 * @param <T> the type that is adapted
 */
public interface Adapter<T> {

    /**
     * The class whose objects are adapted: a class of the service or of a library, not one of the JDK, no interface, no
     * abstract class, no enum, no array.
     *
     * @return the class; never null, always the same
     */
    Class<T> type();

    /**
     * A part of all keys and entries that the adapter has a part in. Whoever changes what its methods return for the
     * same object changes the version: older entries are misses from then on.
     *
     * @return the version; never null
     */
    default String version() {
        return "1";
    }

    /**
     * Returns what counts of an object when a call is keyed. Two calls share an entry although they were given different
     * objects if this is equal for both, so it has to hold everything on which an answer can depend.
     *
     * @param value an argument, a receiver, or an object within one; not to be changed
     * @return anything that can be keyed: a string, number, list, map, record or array, or an object of another class of
     *     the service; never null, and not the object itself or what leads back to it
     */
    default Object keyOf(T value) {
        throw new UnsupportedOperationException(getClass().getName() + " does not serve keys");
    }

    /**
     * Returns a plain value from which {@link #read} makes an equal object.
     *
     * @param value an answer, or an object within one; not to be changed
     * @return a string, number, byte array, list, map or record, with as much in it as is needed; never null, equal in
     *     content whenever it is asked for the same object
     */
    default Object write(T value) {
        throw new UnsupportedOperationException(getClass().getName() + " does not serve answers");
    }

    /**
     * Makes an object again. Before an answer is kept this is tried, and what {@link #write} returns for the new object
     * must be equal in content to what it returned for the first.
     *
     * @param written what {@link #write} returned, in a copy that nobody else holds
     * @return an object whose class is exactly {@link #type()}; never null, and, unless that class is immutable, one that
     *     nobody else holds
     */
    default T read(Object written) {
        throw new UnsupportedOperationException(getClass().getName() + " does not serve answers");
    }
}
