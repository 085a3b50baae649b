package dev.reprise.engine;

import dev.reprise.engine.epoch.Owner;
import dev.reprise.engine.tier.MemoryLook;
import dev.reprise.engine.worth.Worth;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What memory has under a key.
 *
 * @param scope its scope
 * @param isExpired whether nobody can have it any more
 * @param isStale whether its time is over, and it is kept for calls that have nothing better
 * @param isEvicted whether it was evicted, and only takes room until somebody asks for it
 * @param bytes what it takes
 * @param createdAtMillis when the real call answered, to the second
 * @param expiresAtMillis the end of its time
 * @param method the method whose answer it is
 * @param tags the method's tags
 * @param tenant whose it is; null if it is nobody's
 * @param worth what each hit saves; null if nobody knows
 */
public record HeldEntry(
        String scope,
        boolean isExpired,
        boolean isStale,
        boolean isEvicted,
        long bytes,
        long createdAtMillis,
        long expiresAtMillis,
        String method,
        Set<String> tags,
        @Nullable String tenant,
        @Nullable Worth worth) {

    static HeldEntry of(String scope, MemoryLook held, long lifetimeMillis, long nowMillis) {
        Owner owner = held.owner();
        long made = held.createdAtSecond() * 1000;
        long was = held.expiresAtMillis() - owner.window();
        // When it was made is known to the second.
        long ends = lifetimeMillis < was - made - 999 ? made + lifetimeMillis : was;
        return new HeldEntry(
                scope,
                ends + owner.window() <= nowMillis,
                ends <= nowMillis,
                held.isEvicted(),
                held.bytes(),
                made,
                ends,
                owner.method(),
                owner.tags(),
                owner.tenant(),
                held.value() instanceof Encoded encoded ? encoded.worth() : Found.worth(held.value()));
    }

    /** Returns whether a call would be answered with it. */
    public boolean isServed() {
        return !isExpired && !isStale && !isEvicted;
    }
}
