package dev.reprise.engine;

import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.shape.Asker;
import dev.reprise.engine.tenant.TenantLookup;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tenant that each thread's calls belong to, and what is asked of them. Thread-safe; what a thread that lives on holds is
 * text and numbers alone.
 */
final class Callers {

    /** So many may be in force on a thread, whose code may forget to end them; then so many are left, the innermost. */
    private static final int MOST = 256;

    private static final int LEFT = MOST / 2;

    /** Below what is left: what was in force there nobody knows any more. */
    private static final Caller FORGOTTEN = new Caller(
            /* tenant= */ null,
            Control.NONE,
            /* isTold= */ true,
            "nobody knows whose it is, for more than " + MOST
                    + " tenants, controls or contexts were put in force on this"
                    + " thread and never ended; close what Reprise.tenant and the like, or setThreadLocals of Micrometer, return");

    private static final String EARLIER =
            "what was put in force by Reprise.tenant and the like before Reprise was attached is not known to it, and"
                    + " not all of that is closed yet";

    private static final ThreadLocal<@Nullable Stay> STAYS = new ThreadLocal<>();

    /** Whether there ever was one, so that a service without tenants pays for one read only. */
    private volatile boolean used;

    /** Whether something is in force that was begun before this was here; null if nothing is, nor will be again. */
    private volatile @Nullable BooleanSupplier earlier;

    /** What is in force on the thread that it was begun on, until it is ended, on whichever thread that happens. */
    static class Stay {

        private final @Nullable String tenant;
        /** Null if this is about the tenant. */
        private final @Nullable Control control;

        /** What counts instead of all that is around; null if that counts as well. */
        private final @Nullable Caller instead;

        /** Whether that is about a thread on which nothing else is as on the caller's. */
        private final boolean isElsewhere;

        private @Nullable Stay around;
        private int depth;
        private volatile boolean ended;
        /** What stands for this, if it was forgotten. */
        private @Nullable Forgotten forgottenBy;

        /** The last that was found while this was the innermost. */
        private Caller found = Caller.NOBODY;

        private Stay(@Nullable String tenant, @Nullable Control control, @Nullable Stay around) {
            this.tenant = tenant;
            this.control = control;
            this.instead = null;
            this.isElsewhere = false;
            this.around = around;
            this.depth = around == null ? 1 : around.depth + 1;
        }

        private Stay(Caller instead, boolean isElsewhere, @Nullable Stay around) {
            this.tenant = null;
            this.control = null;
            this.instead = instead;
            this.isElsewhere = isElsewhere;
            this.around = around;
            this.depth = around == null ? 1 : around.depth + 1;
        }

        synchronized void end() {
            if (!ended) {
                ended = true;
                if (forgottenBy != null) {
                    forgottenBy.begun.decrementAndGet();
                    forgottenBy.endIfNone();
                }
            }
        }

        private synchronized void forget(Forgotten by) {
            if (!ended) {
                forgottenBy = by;
                (instead == null ? by.begun : by.carried).incrementAndGet();
            }
        }

        /** Forgets what is far around, which nobody is going to end as it seems. */
        private void shorten() {
            Stay last = this;
            for (int i = 1; i < LEFT && last.around != null; i++) {
                last = last.around;
            }
            Stay outermost = last;
            while (outermost.around != null) {
                outermost = outermost.around;
            }
            Forgotten all = outermost instanceof Forgotten before && !before.isOver() ? before : new Forgotten();
            for (Stay stay = last.around; stay != null && stay != all; stay = stay.around) {
                stay.forget(all);
            }
            all.endIfNone();
            last.around = all;
            depth = LEFT;
        }

        boolean isOver() {
            return ended;
        }
    }

    /** Stands for those that were forgotten, until all of them have ended. */
    private static final class Forgotten extends Stay {

        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger carried = new AtomicInteger();

        Forgotten() {
            super(FORGOTTEN, /* isElsewhere= */ false, /* around= */ null);
        }

        /** Ends one of those that were carried; which one does not matter to anybody. */
        void carriedBack() {
            if (carried.get() > 0) {
                carried.decrementAndGet();
            }
            endIfNone();
        }

        void endIfNone() {
            if (begun.get() == 0 && carried.get() == 0) {
                end();
            }
        }
    }

    /** Lets no call be looked up as long as something is in force that this was not told of. */
    void cameAfter(BooleanSupplier scopes) {
        earlier = scopes;
        used = true;
    }

    /** Puts a tenant in force on this thread; null puts none in force. */
    Stay begin(@Nullable String tenant) {
        return begin(tenant, /* control= */ null);
    }

    /** Asks something of the calls of this thread, beside what is asked of them already. */
    Stay ask(Control control) {
        return begin(/* tenant= */ null, control);
    }

    private Stay begin(@Nullable String tenant, @Nullable Control control) {
        used = true;
        return put(new Stay(tenant, control, here()));
    }

    private static Stay put(Stay stay) {
        if (stay.depth > MOST) {
            stay.shorten();
        }
        STAYS.set(stay);
        return stay;
    }

    /** Lets the calls of this thread be those of another caller, whatever is in force on it, until {@link #carriedBack}. */
    void carry(Caller caller) {
        if (used || !caller.equals(Caller.NOBODY)) {
            used = true;
            put(new Stay(caller, /* isElsewhere= */ false, here()));
        }
    }

    /** Ends the last of those carries that are in force on this thread. */
    void carriedBack() {
        Stay stay = used ? here() : null;
        while (stay != null && (stay.ended || stay.instead == null)) {
            stay = stay.around;
        }
        if (stay instanceof Forgotten forgotten) {
            forgotten.carriedBack();
        } else if (stay != null) {
            stay.end();
        }
    }

    /** What is done as another caller. */
    interface Work<E extends Exception> {
        @Nullable
        Object run() throws E;
    }

    /**
     * Does something on this thread as if its caller did it on his own. What else hangs on the thread is not his, and tells
     * nothing of whose calls are. Throws what that throws.
     */
    @Nullable
    <E extends Exception> Object as(Caller caller, Work<E> work) throws E {
        Stay before = STAYS.get();
        used |= before != null || !caller.equals(Caller.NOBODY);
        STAYS.set(new Stay(caller, /* isElsewhere= */ true, /* around= */ null));
        try {
            return work.run();
        } finally {
            if (before == null) {
                STAYS.remove();
            } else {
                STAYS.set(before);
            }
        }
    }

    /** Returns whose calls those of this thread are. */
    Caller current() {
        if (!used) {
            return Caller.NOBODY;
        }
        Stay stay = here();
        Caller current = stay == null ? Caller.NOBODY : caller(stay);
        return earlier == null ? current : doubtful(current);
    }

    private Caller doubtful(Caller current) {
        BooleanSupplier scopes = earlier;
        if (scopes != null && scopes.getAsBoolean()) {
            return new Caller(current.tenant(), current.control(), /* isTold= */ true, EARLIER);
        }
        earlier = null;
        return current;
    }

    /** Returns whose a call is that is made on this thread: what its code says counts before what the configuration does. */
    Caller current(CachedMethod method, @Nullable Object receiver, @Nullable Object[] arguments) {
        Caller current = current();
        TenantLookup lookup = method.tenant();
        return lookup == null || current.isTold()
                ? current
                : found(current, lookup, receiver, arguments, /* asker= */ null);
    }

    private Caller found(
            Caller caller,
            TenantLookup lookup,
            @Nullable Object receiver,
            @Nullable Object[] arguments,
            @Nullable Asker asker) {
        return lookup.isOfThread() && isElsewhere()
                ? caller.elsewhere()
                : caller.foundBy(lookup, receiver, arguments, asker);
    }

    /** Asked where there are tenants to be found only, for it is no matter of whether there ever was one in force. */
    private boolean isElsewhere() {
        for (Stay stay = here(); stay != null; stay = stay.around) {
            if (!stay.ended && stay.instead != null) {
                return stay.isElsewhere;
            }
        }
        return false;
    }

    /**
     * Returns whose a subscription is.
     *
     * @param made whose the call is
     * @param asker who subscribes, on this thread
     */
    Caller subscribing(Caller made, CachedMethod method, Inputs inputs, Asker asker) {
        Caller current = current();
        Caller both = made.within(current);
        if (made.isTold()) {
            return both;
        }
        TenantLookup lookup = method.tenant();
        if (current.isTold()) {
            return new Caller(current.tenant(), both.control(), /* isTold= */ true, current.doubt());
        }
        return lookup == null || made.tenant() != null
                ? both
                : found(both, lookup, inputs.receiver(), inputs.arguments(), asker);
    }

    private static Caller caller(Stay innermost) {
        String tenant = null;
        boolean isTold = false;
        String doubt = null;
        Control control = Control.NONE;
        for (Stay stay = innermost; stay != null; stay = stay.around) {
            if (!stay.ended && stay.instead != null) {
                Caller instead = stay.instead;
                control = control.and(instead.control());
                tenant = isTold ? tenant : instead.tenant();
                doubt = isTold ? null : instead.doubt();
                isTold |= instead.isTold() || instead.tenant() != null;
                break;
            } else if (!stay.ended && stay.control != null) {
                control = control.and(stay.control);
            } else if (!stay.ended && !isTold) {
                tenant = stay.tenant;
                isTold = true;
            }
        }
        Caller last = innermost.found;
        if (!Objects.equals(last.tenant(), tenant)
                || last.control() != control
                || last.isTold() != isTold
                || !Objects.equals(last.doubt(), doubt)) {
            last = new Caller(tenant, control, isTold, doubt);
            innermost.found = last;
        }
        return last;
    }

    /** Returns why a call cannot be looked up for its tenant, or null if it can. */
    static @Nullable String objection(Caller caller, CachedMethod method) {
        String tenant = caller.tenant();
        if (caller.doubt() != null) {
            return caller.doubt();
        }
        if (tenant == null) {
            return method.isPerTenant()
                    ? "per-tenant: required, but no tenant is in force; put the call into Reprise.tenant"
                    : null;
        }
        // Mostly a tenant that could not be found out. All such would share entries.
        return tenant.isBlank()
                ? "the tenant in force is blank, so nobody knows whose call it is; give Reprise.tenant a name, or null"
                        + " for none"
                : null;
    }

    /** Leaves those behind that have ended: not always the last first, nor on the thread that began them. */
    private @Nullable Stay here() {
        Stay last = STAYS.get();
        Stay stay = last;
        while (stay != null && stay.ended) {
            stay = stay.around;
        }
        if (stay != last) {
            if (stay == null) {
                STAYS.remove();
            } else {
                STAYS.set(stay);
            }
        }
        return stay;
    }

    /** Returns how many are in force on this thread, or were and are not forgotten yet. */
    int depth() {
        int depth = 0;
        for (Stay stay = STAYS.get(); stay != null; stay = stay.around) {
            depth++;
        }
        return depth;
    }
}
