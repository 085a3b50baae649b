package dev.reprise.engine.key;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the keys of one method's calls. Safe for use by any number of threads. */
public interface KeyPlan {

    /**
     * Returns the key of a call. Neither {@code toString} nor {@code equals} nor {@code hashCode} of an object of the
     * host is called, and no such object is held afterwards.
     *
     * @param tenant the tenant in force, or null if there is none; an empty tenant is not the same
     * @param receiver the object that the method is called on, or null if the method is static
     * @param arguments the arguments, boxed, in order
     * @return the key: equal for two calls if, and as good as only if, everything in them is equal
     * @throws Unkeyable if the call is stateful or contains something that has no content to key
     */
    CacheKey key(@Nullable String tenant, @Nullable Object receiver, @Nullable Object[] arguments) throws Unkeyable;

    /**
     * Returns the key of a call that has ended, as above.
     *
     * @param tenant as above
     * @param receiver as above
     * @param arguments as above
     * @param met a set of identities, into which all objects are put that were met on the way
     * @param spent a set of identities: streams that the call has read, as it should
     * @throws Unkeyable as above
     */
    CacheKey key(
            @Nullable String tenant,
            @Nullable Object receiver,
            @Nullable Object[] arguments,
            Set<Object> met,
            Set<Object> spent)
            throws Unkeyable;

    /**
     * Tells what the key of a call is made of. Slower than {@link #key} by a lot; never throws.
     *
     * @param tenant as above
     * @param receiver as above
     * @param arguments as above
     */
    Explanation explain(@Nullable String tenant, @Nullable Object receiver, @Nullable Object[] arguments);
}
