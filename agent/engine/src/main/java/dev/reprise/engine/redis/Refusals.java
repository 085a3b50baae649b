package dev.reprise.engine.redis;

import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Whether a server takes entries: one that is full or a replica is read all the same. Says so when that changes, and when it
 * is worth another try. Used by one thread at a time.
 */
final class Refusals {

    static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final String subject;
    private final String address;
    private final InstantSource clock;
    private final Logger log;
    private boolean lasting;
    private long refusedAt;

    /** When the server was away and back the last time before a write failed; null if it answered that it would not. */
    private @Nullable Integer failedIn;

    Refusals(Environment environment) {
        this.subject = environment.subject();
        this.address = environment.settings().address();
        this.clock = environment.clock();
        this.log = environment.log();
    }

    /**
     * Returns whether the last try was in vain and it is too early for the next.
     *
     * @param epoch rises whenever the server is away: who answers again is tried at once
     */
    boolean pausing(int epoch) {
        long sinceMillis = clock.millis() - refusedAt;
        return lasting
                && sinceMillis >= 0
                && sinceMillis < RETRY_AFTER.toMillis()
                && (failedIn == null || failedIn == epoch);
    }

    void refused(Refused cause) {
        failedIn = null;
        begin("refused " + cause.getMessage(), remedy(cause.code()));
    }

    void failed(Fault fault, int epoch) {
        failedIn = epoch;
        begin(fault.reason(), fault.remedy());
    }

    private void begin(String reason, String remedy) {
        refusedAt = clock.millis();
        if (!lasting) {
            lasting = true;
            log.warn(
                    "{} takes no entries, those that it has are served: {} {}. {} Tried again every {} s.",
                    subject,
                    address,
                    reason,
                    remedy,
                    RETRY_AFTER.toSeconds());
        }
    }

    void taken() {
        if (lasting) {
            lasting = false;
            log.info("{} takes entries again: {}", subject, address);
        }
    }

    private static String remedy(String code) {
        return switch (code) {
            case "OOM" ->
                "Raise its `maxmemory`, or set its `maxmemory-policy` to one that evicts, such as volatile-lru.";
            case "READONLY" -> "It is a replica: name the server that it copies as `tiers.redis.uri`.";
            case "CLUSTERDOWN" -> "See how the cluster is.";
            case "NOPERM" -> "See to it that the user of `tiers.redis.uri` may SET.";
            default -> "The server's log says more.";
        };
    }
}
