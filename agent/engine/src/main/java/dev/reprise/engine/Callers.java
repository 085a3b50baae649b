package dev.reprise.engine;

import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.shape.Asker;
import dev.reprise.engine.tenant.TenantLookup;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tenant that each thread's calls belong to, and what is asked of them. Thread-safe; what a thread that lives on holds is
 * text and numbers alone.
 */
final class Callers {

    private static final ThreadLocal<@Nullable Stay> STAYS = new ThreadLocal<>();

    /** Whether there ever was one, so that a service without tenants pays for one read only. */
    private volatile boolean used;

    /** What is in force on the thread that it was begun on, until it is ended, on whichever thread that happens. */
    static final class Stay {

        private final @Nullable String tenant;
        /** Null if this is about the tenant. */
        private final @Nullable Control control;

        /** What counts instead of all that is around; null if that counts as well. */
        private final @Nullable Caller instead;

        private final @Nullable Stay around;
        private volatile boolean ended;
        /** The last that was found while this was the innermost. */
        private Caller found = Caller.NOBODY;

        private Stay(@Nullable String tenant, @Nullable Control control, @Nullable Stay around) {
            this.tenant = tenant;
            this.control = control;
            this.instead = null;
            this.around = around;
        }

        private Stay(Caller instead, @Nullable Stay around) {
            this.tenant = null;
            this.control = null;
            this.instead = instead;
            this.around = around;
        }

        void end() {
            ended = true;
        }
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
        Stay stay = new Stay(tenant, control, here());
        STAYS.set(stay);
        return stay;
    }

    /** Lets the calls of this thread be those of another caller, whatever is in force on it, until {@link #carriedBack}. */
    void carry(Caller caller) {
        if (used || !caller.equals(Caller.NOBODY)) {
            used = true;
            STAYS.set(new Stay(caller, here()));
        }
    }

    /** Ends the last of those carries that are in force on this thread. */
    void carriedBack() {
        Stay stay = used ? here() : null;
        while (stay != null && (stay.ended || stay.instead == null)) {
            stay = stay.around;
        }
        if (stay != null) {
            stay.end();
        }
    }

    /** What is done as another caller. */
    interface Work<E extends Exception> {
        @Nullable
        Object run() throws E;
    }

    /** Does something on this thread as if its caller did it on his own. Throws what that throws. */
    @Nullable
    <E extends Exception> Object as(Caller caller, Work<E> work) throws E {
        Stay before = STAYS.get();
        if (before == null && caller.equals(Caller.NOBODY)) {
            return work.run();
        }
        used = true;
        STAYS.set(new Stay(caller, /* around= */ null));
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
        Stay stay = used ? here() : null;
        return stay == null ? Caller.NOBODY : caller(stay);
    }

    /** Returns whose a call is that is made on this thread: what its code says counts before what the configuration does. */
    Caller current(CachedMethod method, @Nullable Object receiver, @Nullable Object[] arguments) {
        Caller current = current();
        TenantLookup lookup = method.tenant();
        return lookup == null || current.isTold()
                ? current
                : current.foundBy(lookup, receiver, arguments, /* asker= */ null);
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
            return new Caller(current.tenant(), both.control(), /* isTold= */ true, /* doubt= */ null);
        }
        return lookup == null || made.tenant() != null
                ? both
                : both.foundBy(lookup, inputs.receiver(), inputs.arguments(), asker);
    }

    private static Caller caller(Stay innermost) {
        String tenant = null;
        boolean isTold = false;
        Control control = Control.NONE;
        for (Stay stay = innermost; stay != null; stay = stay.around) {
            if (!stay.ended && stay.instead != null) {
                Caller instead = stay.instead;
                control = control.and(instead.control());
                tenant = isTold ? tenant : instead.tenant();
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
        if (!Objects.equals(last.tenant(), tenant) || last.control() != control || last.isTold() != isTold) {
            last = new Caller(tenant, control, isTold, /* doubt= */ null);
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
}
