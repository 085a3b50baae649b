package dev.reprise.engine;

import org.jspecify.annotations.Nullable;

/**
 * The tenant that each thread's calls belong to. Thread-safe; what a thread that lives on holds is text alone.
 */
final class Tenants {

    private static final ThreadLocal<@Nullable Stay> STAYS = new ThreadLocal<>();

    /** Whether there ever was one, so that a service without tenants pays for one read only. */
    private volatile boolean used;

    /** A tenant in force on the thread that it was begun on, until it is ended, on whichever thread that happens. */
    static final class Stay {

        private final Caller caller;
        private final @Nullable Stay around;
        private volatile boolean ended;

        private Stay(@Nullable String tenant, @Nullable Stay around) {
            this.caller = Caller.of(tenant);
            this.around = around;
        }

        void end() {
            ended = true;
        }
    }

    /** Puts a tenant in force on this thread; null puts none in force. */
    Stay begin(@Nullable String tenant) {
        used = true;
        Stay stay = new Stay(tenant, here());
        STAYS.set(stay);
        return stay;
    }

    /** Returns whose calls those of this thread are. */
    Caller current() {
        Stay stay = used ? here() : null;
        return stay == null ? Caller.NOBODY : stay.caller;
    }

    /** Returns why a call cannot be looked up for its tenant, or null if it can. */
    static @Nullable String objection(Caller caller, CachedMethod method) {
        String tenant = caller.tenant();
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
