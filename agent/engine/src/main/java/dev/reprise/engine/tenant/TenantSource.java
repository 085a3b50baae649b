package dev.reprise.engine.tenant;

import dev.reprise.engine.shape.Asker;
import org.jspecify.annotations.Nullable;

/** A place where tenants are found. Safe for use by any number of threads. */
interface TenantSource {

    /**
     * Returns what is found of a call, or null.
     *
     * @param asker who subscribes to its answer; null while the call is made
     * @throws Throwable what code of the host throws
     */
    @Nullable
    Object find(@Nullable Object receiver, @Nullable Object[] arguments, @Nullable Asker asker) throws Throwable;
}
