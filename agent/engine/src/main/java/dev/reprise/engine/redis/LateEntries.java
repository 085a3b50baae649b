package dev.reprise.engine.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.reprise.engine.config.RedisSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/**
 * Entries that are too large to come within a call's time. They are not asked for again for a while: each time would cost a
 * call all its time. Thread-safe.
 */
final class LateEntries {

    static final Duration PAUSE = Duration.ofMinutes(10);
    private static final int MOST = 1_000;

    private final RedisSettings settings;
    private final InstantSource clock;
    private final Logger log;
    private final Map<String, Long> until = new ConcurrentHashMap<>();
    private boolean said;

    LateEntries(RedisSettings settings, InstantSource clock, Logger log) {
        this.settings = settings;
        this.clock = clock;
        this.log = log;
    }

    boolean has(String name) {
        if (until.isEmpty()) {
            return false;
        }
        Long end = until.get(name);
        if (end == null) {
            return false;
        }
        long left = end - clock.millis();
        if (left > 0 && left <= PAUSE.toMillis()) {
            return true;
        }
        until.remove(name, end);
        return false;
    }

    void add(byte[] name) {
        if (until.size() >= MOST) {
            until.clear(); // Some will be asked for once more.
        }
        until.put(new String(name, ISO_8859_1), clock.millis() + PAUSE.toMillis());
        boolean first;
        synchronized (this) {
            first = !said;
            said = true;
        }
        if (first) {
            log.warn(
                    "an entry is too large to come from {} within `tiers.redis.timeout` ({} ms), its call runs again:"
                            + " raise the time, or lower `tiers.max-entry-size`. Further ones are not reported.",
                    settings.address(),
                    settings.timeout().toMillis());
        }
    }

    /** Takes note of an entry in the place of another. */
    void replaced(String name) {
        until.remove(name);
    }
}
