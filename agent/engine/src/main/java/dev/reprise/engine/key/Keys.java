package dev.reprise.engine.key;

import dev.reprise.engine.adapter.Adapters;
import dev.reprise.engine.reflect.ContentPaths;
import dev.reprise.engine.reflect.FieldAccess;
import java.util.function.Supplier;

/**
 * Makes the plans by which calls are keyed. {@code KEYS.md} specifies the encoding. One instance serves the whole JVM;
 * it remembers what it learns about classes on the classes themselves and keeps no loader of the host alive.
 *
 * <p>Safe for use by any number of threads.
 */
public final class Keys {

    private final ContentPaths stateful;
    private final Texts texts = new Texts();
    private final SeenCalls seen = new SeenCalls();
    private final Shapes shapes;
    private final ThreadLocal<Walk> walks = ThreadLocal.withInitial(this::newWalk);

    /**
     * Creates the maker of plans.
     *
     * @param access opens the packages of named modules
     */
    public Keys(FieldAccess access) {
        shapes = new Shapes(access);
        stateful = new ContentPaths(access);
    }

    /** Returns the plan for the calls of one method, of whose types the host adapts none. */
    public KeyPlan plan(KeySpec spec) {
        return plan(spec, () -> Adapters.NONE);
    }

    /**
     * Returns the plan for the calls of one method.
     *
     * @param adapters gives the adapters of the host that hold for the method; asked at the first call
     */
    public KeyPlan plan(KeySpec spec, Supplier<Adapters> adapters) {
        return plan(spec, adapters, LeavingOut.BY_ENTRY);
    }

    /**
     * Returns the plan for the calls of one method, as above.
     *
     * @param leavingOut says what the user writes to leave something out
     */
    public KeyPlan plan(KeySpec spec, Supplier<Adapters> adapters, LeavingOut leavingOut) {
        return new SpecPlan(spec, this, stateful, adapters, leavingOut);
    }

    /** Returns a walk that has begun; whoever takes it ends it. */
    Walk beginWalk() {
        Walk own = walks.get();
        if (own.begin()) {
            return own;
        }
        // A collection of the host that is itself cached, asked for its elements.
        Walk nested = newWalk();
        nested.begin();
        return nested;
    }

    SeenCalls seen() {
        return seen;
    }

    private Walk newWalk() {
        return new Walk(texts, shapes);
    }
}
