package dev.reprise.engine;

import dev.reprise.engine.shape.Asker;
import dev.reprise.engine.tenant.TenantLookup;
import dev.reprise.engine.tenant.UnknownTenant;
import org.jspecify.annotations.Nullable;

/**
 * Whose call it is, and what he asks of it.
 *
 * @param tenant the tenant in force, or null if there is none
 * @param control what the code around the call asks of it
 * @param isTold whether the code around the call says whose it is, though it be nobody's
 * @param doubt why nobody knows whose call it is; null if it is known
 */
record Caller(
        @Nullable String tenant,
        Control control,
        boolean isTold,
        @Nullable String doubt) {

    /** Of calls that nothing was said of: most of them. */
    static final Caller NOBODY = new Caller(/* tenant= */ null, Control.NONE, /* isTold= */ false, /* doubt= */ null);

    /** Returns the same who is asked what the other one is asked, too. */
    Caller within(Caller other) {
        Control both = control.and(other.control);
        return both == control ? this : new Caller(tenant, both, isTold, doubt);
    }

    /** Returns the same where nothing of his hangs on the thread that makes the call, by which it would be known whose it is. */
    Caller elsewhere() {
        return new Caller(
                /* tenant= */ null,
                control,
                isTold,
                "nobody knows whose it is, for it is made on another thread than its caller's, behind him or after an equal call"
                        + " or one about some of its items came to nothing");
    }

    /** Returns the same with the tenant that is found. */
    Caller foundBy(
            TenantLookup lookup, @Nullable Object receiver, @Nullable Object[] arguments, @Nullable Asker asker) {
        try {
            String found = lookup.find(receiver, arguments, asker);
            return found == null && doubt == null ? this : new Caller(found, control, isTold, /* doubt= */ null);
        } catch (UnknownTenant unknown) {
            return new Caller(/* tenant= */ null, control, isTold, unknown.reason());
        }
    }
}
