package dev.reprise.engine.value;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call was given, by identity: an answer that holds any of it could often only be given a copy. Found when a part of
 * an answer is looked at that could hold it. Belongs to the recording of one answer; not thread-safe.
 */
public final class Given {

    /** Nothing that is known of. */
    public static final Given NOTHING = new Given(null);

    private @Nullable Call unread;
    private Set<Object> counted = Set.of();
    private Set<Object> ignored = Set.of();

    private Given(@Nullable Call unread) {
        this.unread = unread;
    }

    /** Finds what is in the key of a call. */
    @FunctionalInterface
    public interface Counting {

        /**
         * Returns every object that is in the key, a set of identities.
         *
         * @throws Uncacheable if that cannot be told
         */
        Set<Object> counted() throws Uncacheable;
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Call(
            Counting counting,
            @Nullable Object receiver,
            @Nullable Object[] arguments) {}

    /**
     * Returns what a call was given.
     *
     * @param counting finds what is in its key; asked at most once, when that is needed
     * @param receiver the receiver; null if there is none
     * @param arguments the arguments; of these and the receiver, what is not in the key is left out of it
     */
    public static Given of(Counting counting, @Nullable Object receiver, @Nullable Object[] arguments) {
        return new Given(new Call(counting, receiver, arguments));
    }

    /** Returns why an entry cannot hold an object of an answer, or null if it can. */
    @Nullable
    String objection(Object held, Anatomy anatomy) throws Uncacheable {
        Call call = unread;
        if (call != null) {
            read(call);
        }
        if (ignored.contains(held)) {
            return " that the call was given and that is not in its key; an entry would hand it to others";
        }
        return counted.contains(held) && anatomy.isMutable(held)
                ? " that the call was given; an entry could only hold a copy of it"
                : null;
    }

    private void read(Call call) throws Uncacheable {
        Set<Object> inKey = call.counting.counted();
        Set<Object> leftOut = Collections.newSetFromMap(new IdentityHashMap<>());
        addUnlessCounted(call.receiver, inKey, leftOut);
        for (Object argument : call.arguments) {
            addUnlessCounted(argument, inKey, leftOut);
        }
        counted = inKey;
        ignored = leftOut;
        unread = null;
    }

    private static void addUnlessCounted(@Nullable Object object, Set<Object> counted, Set<Object> ignored) {
        if (object != null && !counted.contains(object) && !PlainValues.isLeaf(object.getClass())) {
            ignored.add(object);
        }
    }
}
