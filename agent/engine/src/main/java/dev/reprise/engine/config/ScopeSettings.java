package dev.reprise.engine.config;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A scope: a namespace of entries with its own time to live and quota.
 *
 * @param name 1 to 64 letters, digits, {@code .}, {@code _} and {@code -}; safe as a directory's name everywhere
 * @param ttl how long an entry is served; above zero
 * @param maxEntries the quota in entries; {@link Long#MAX_VALUE} for no limit
 * @param maxBytes the quota in bytes; {@link Long#MAX_VALUE} for no limit
 * @param perTenant whether a call without a tenant in force is bypassed
 * @param tenant where a call's tenant is found; null for as the configuration says
 * @param ttlFrom when the time to live begins
 * @param ttlJitter by up to how many percent of it an entry ends sooner, 0 to 100
 * @param rollout the share of keys that is served, 0 to 100
 * @param shadow of the calls that an entry would answer, the share whose real method runs, too, 0 to 100
 * @param stale what may be done with entries whose time to live is over
 * @param tenantQuota what one tenant may take, in each tier by itself
 */
public record ScopeSettings(
        String name,
        Duration ttl,
        long maxEntries,
        long maxBytes,
        boolean perTenant,
        @Nullable TenantRule tenant,
        TtlFrom ttlFrom,
        int ttlJitter,
        int rollout,
        int shadow,
        Staleness stale,
        TenantQuota tenantQuota) {

    private static final int LONGEST_NAME = 64;

    /** Checks the name as {@link #checkName} does. */
    public ScopeSettings {
        checkName(name);
    }

    /** Makes a scope whose calls need no tenant, and whose entries live from their creation, all of them equally long. */
    public ScopeSettings(String name, Duration ttl, long maxEntries, long maxBytes) {
        this(
                name,
                ttl,
                maxEntries,
                maxBytes,
                /* perTenant= */ false,
                /* tenant= */ null,
                TtlFrom.CREATION,
                /* ttlJitter= */ 0,
                /* rollout= */ 100,
                /* shadow= */ 0,
                Staleness.UNSAID,
                TenantQuota.NONE);
    }

    /** Returns these settings with the times to live and the share of keys of others, which can change while the JVM runs. */
    public ScopeSettings standingAs(ScopeSettings other) {
        return new ScopeSettings(
                name,
                other.ttl,
                maxEntries,
                maxBytes,
                perTenant,
                tenant,
                ttlFrom,
                other.ttlJitter,
                other.rollout,
                shadow,
                stale,
                tenantQuota);
    }

    /**
     * Checks a scope's name.
     *
     * @throws IllegalArgumentException if it is none; the message says what would be right
     */
    public static void checkName(String name) {
        boolean valid = !name.isEmpty() && name.length() <= LONGEST_NAME;
        for (int i = 0; valid && i < name.length(); i++) {
            valid = isNameCharacter(name.charAt(i));
        }
        if (!valid || name.charAt(0) == '.' || name.charAt(name.length() - 1) == '.') {
            throw new IllegalArgumentException("\"" + name + "\" is not a scope's name; write 1 to 64 letters, digits,"
                    + " '.', '_' and '-', with no '.' at either end");
        }
        if (isReservedOnWindows(name)) {
            throw new IllegalArgumentException("\"" + name
                    + "\" cannot name a scope, because Windows reserves it for a device; write another name");
        }
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }

    private static boolean isReservedOnWindows(String name) {
        int dot = name.indexOf('.');
        String stem = (dot < 0 ? name : name.substring(0, dot)).toLowerCase(Locale.ROOT);
        return switch (stem) {
            case "con", "prn", "aux", "nul" -> true;
            default ->
                stem.length() == 4
                        && (stem.startsWith("com") || stem.startsWith("lpt"))
                        && Character.isDigit(stem.charAt(3));
        };
    }
}
