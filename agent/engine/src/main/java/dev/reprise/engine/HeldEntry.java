package dev.reprise.engine;

import dev.reprise.engine.epoch.Owner;
import dev.reprise.engine.tier.Held;
import dev.reprise.engine.worth.Worth;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What memory has under a key.
 *
 * @param scope its scope
 * @param isExpired whether its time is over
 * @param isEvicted whether it was evicted, and only takes room until somebody asks for it
 * @param bytes what it takes
 * @param createdAtMillis when the real call answered, to the second
 * @param expiresAtMillis the first instant at which it is no longer served
 * @param method the method whose answer it is
 * @param tags the method's tags
 * @param tenant whose it is; null if it is nobody's
 * @param worth what each hit saves; null if nobody knows
 */
public record HeldEntry(
        String scope,
        boolean isExpired,
        boolean isEvicted,
        long bytes,
        long createdAtMillis,
        long expiresAtMillis,
        String method,
        Set<String> tags,
        @Nullable String tenant,
        @Nullable Worth worth) {

    static HeldEntry of(String scope, Held held, long nowMillis) {
        Owner owner = held.owner();
        return new HeldEntry(
                scope,
                held.expiresAtMillis() <= nowMillis,
                held.isEvicted(),
                held.bytes(),
                held.createdAtSecond() * 1000,
                held.expiresAtMillis(),
                owner.method(),
                owner.tags(),
                owner.tenant(),
                held.value() instanceof Encoded encoded ? encoded.worth() : Found.worth(held.value()));
    }

    /** Returns whether a call would be answered with it. */
    public boolean isServed() {
        return !isExpired && !isEvicted;
    }
}
