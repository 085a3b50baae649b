package dev.reprise.engine;

import org.jspecify.annotations.Nullable;

/**
 * Whose call it is.
 *
 * @param tenant the tenant in force, or null if there is none
 */
record Caller(@Nullable String tenant) {

    /** Of calls that nothing was said of: most of them. */
    static final Caller NOBODY = new Caller(/* tenant= */ null);

    static Caller of(@Nullable String tenant) {
        return tenant == null ? NOBODY : new Caller(tenant);
    }
}
