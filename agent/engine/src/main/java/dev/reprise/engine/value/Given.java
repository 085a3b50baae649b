package dev.reprise.engine.value;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a call was given, by identity: an answer that holds any of it could often only be given a copy. */
public final class Given {

    /** Nothing that is known of. */
    public static final Given NOTHING = new Given(Set.of(), Set.of());

    private final Set<Object> counted;
    private final Set<Object> ignored;

    private Given(Set<Object> counted, Set<Object> ignored) {
        this.counted = counted;
        this.ignored = ignored;
    }

    /**
     * Returns what a call was given.
     *
     * @param counted every object that is in its key, a set of identities
     * @param receiver the receiver; null if there is none
     * @param arguments the arguments; of these and the receiver, what is not in the key is left out of it
     */
    public static Given of(Set<Object> counted, @Nullable Object receiver, @Nullable Object[] arguments) {
        Set<Object> ignored = Collections.newSetFromMap(new IdentityHashMap<>());
        addUnlessCounted(receiver, counted, ignored);
        for (Object argument : arguments) {
            addUnlessCounted(argument, counted, ignored);
        }
        return new Given(counted, ignored);
    }

    private static void addUnlessCounted(@Nullable Object object, Set<Object> counted, Set<Object> ignored) {
        if (object != null && !counted.contains(object) && !PlainValues.isLeaf(object.getClass())) {
            ignored.add(object);
        }
    }

    /** Returns why an entry cannot hold an object of an answer, or null if it can. */
    @Nullable
    String objection(Object held, Anatomy anatomy) throws Uncacheable {
        if (ignored.contains(held)) {
            return " that the call was given and that is not in its key; an entry would hand it to others";
        }
        return counted.contains(held) && anatomy.isMutable(held)
                ? " that the call was given; an entry could only hold a copy of it"
                : null;
    }
}
