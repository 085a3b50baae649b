package dev.reprise.engine;

import org.jspecify.annotations.Nullable;

/**
 * Whose call it is, and what he asks of it.
 *
 * @param tenant the tenant in force, or null if there is none
 * @param control what the code around the call asks of it
 */
record Caller(@Nullable String tenant, Control control) {

    /** Of calls that nothing was said of: most of them. */
    static final Caller NOBODY = new Caller(/* tenant= */ null, Control.NONE);

    static Caller of(@Nullable String tenant, Control control) {
        return tenant == null && control == Control.NONE ? NOBODY : new Caller(tenant, control);
    }

    /** Returns the same who is asked what the other one is asked, too. */
    Caller within(Caller other) {
        Control both = control.and(other.control);
        return both == control ? this : new Caller(tenant, both);
    }
}
