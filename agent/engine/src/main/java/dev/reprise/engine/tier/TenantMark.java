package dev.reprise.engine.tier;

import dev.reprise.engine.epoch.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Whose an entry is, as a store tells it: a number made with the key of the store, from which nobody without that key learns
 * who it is, also if he guesses names. Immutable.
 */
public final class TenantMark {

    /** Null of what a store told. */
    private final @Nullable Subject subject;

    private final long told;

    private TenantMark(@Nullable Subject subject, long told) {
        this.subject = subject;
        this.told = told;
    }

    /** Returns that of a call's tenant. */
    public static TenantMark of(Subject tenant) {
        return new TenantMark(tenant, /* told= */ 0);
    }

    /** Returns what a store told; null if that is nobody. */
    static @Nullable TenantMark told(long number) {
        return number == 0 ? null : new TenantMark(/* subject= */ null, number);
    }

    /** Returns the number in a store; never 0. */
    long number(EntrySeal seal) {
        return subject == null ? told : seal.tenant(subject);
    }
}
