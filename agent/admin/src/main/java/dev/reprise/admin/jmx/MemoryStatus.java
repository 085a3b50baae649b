package dev.reprise.admin.jmx;

import dev.reprise.admin.jmx.worth.Savings;
import dev.reprise.engine.HeldEntry;
import dev.reprise.engine.tier.Stored;
import dev.reprise.engine.worth.Prices;
import dev.reprise.engine.worth.Worth;
import java.time.Instant;
import java.util.List;
import javax.management.ConstructorParameters;
import org.jspecify.annotations.Nullable;

/**
 * What a service has in memory under a key.
 *
 * @param scope its scope
 * @param state whether it is served ({@code whole}), and if not, why
 * @param bytes what it takes
 * @param created when the real call answered, such as {@code 2026-11-27T12:00:00Z}
 * @param expires until when it is served
 * @param method the method whose answer it is
 * @param tags the method's tags
 * @param tenant whose it is; null if it is nobody's
 * @param saves what each hit saves; null if nobody knows
 */
public record MemoryStatus(
        String scope,
        String state,
        long bytes,
        String created,
        String expires,
        String method,
        List<String> tags,
        @Nullable String tenant,
        @Nullable Savings saves) {

    private static final String STALE = "stale";

    /** Makes a status; JMX calls this by the names of the parameters. */
    @ConstructorParameters({"scope", "state", "bytes", "created", "expires", "method", "tags", "tenant", "saves"})
    public MemoryStatus {}

    static MemoryStatus of(HeldEntry entry, Prices prices) {
        Worth worth = entry.worth();
        return new MemoryStatus(
                entry.scope(),
                state(entry),
                entry.bytes(),
                Instant.ofEpochMilli(entry.createdAtMillis()).toString(),
                Instant.ofEpochMilli(entry.expiresAtMillis()).toString(),
                entry.method(),
                entry.tags().stream().sorted().toList(),
                entry.tenant(),
                worth == null ? null : Savings.of(worth, prices));
    }

    private static String state(HeldEntry entry) {
        if (entry.isEvicted()) {
            return Stored.State.EVICTED.toString();
        }
        return entry.isExpired()
                ? Stored.State.EXPIRED.toString()
                : entry.isStale() ? STALE : Stored.State.WHOLE.toString();
    }

    // JMX of JDK 17 knows getters only.

    public String getScope() {
        return scope;
    }

    public String getState() {
        return state;
    }

    public long getBytes() {
        return bytes;
    }

    public String getCreated() {
        return created;
    }

    public String getExpires() {
        return expires;
    }

    public String getMethod() {
        return method;
    }

    public List<String> getTags() {
        return tags;
    }

    public @Nullable String getTenant() {
        return tenant;
    }

    public @Nullable Savings getSaves() {
        return saves;
    }
}
