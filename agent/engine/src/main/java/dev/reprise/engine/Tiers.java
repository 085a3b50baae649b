package dev.reprise.engine;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ScopeSettings;
import dev.reprise.engine.tier.DiskTier;
import dev.reprise.engine.tier.MemoryTier;
import dev.reprise.engine.tier.WriteBehind;
import java.io.File;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tiers in the order in which they are asked. Thread-safe. */
final class Tiers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Tiers.class);

    /** What a service that ends waits at the most for writes under way. */
    private static final Duration FLUSH = Duration.ofSeconds(2);

    private final @Nullable MemoryTier memory;
    private final @Nullable DiskTier disk;
    private final WriteBehind writer = new WriteBehind();
    private final InstantSource clock;
    private final Map<String, Entries> scopes = new ConcurrentHashMap<>();

    Tiers(Configuration configuration, InstantSource clock) {
        this.clock = clock;
        this.memory = configuration.memory().enabled()
                ? new MemoryTier(configuration.memory().maxBytes(), clock)
                : null;
        File home = configuration.home();
        this.disk = configuration.disk().enabled() && home != null
                ? new DiskTier(home.toPath(), configuration.disk().maxBytes(), clock)
                : null;
    }

    Entries entries(ScopeSettings scope) {
        return scopes.computeIfAbsent(
                scope.name(),
                name -> new Entries(scope, memory == null ? null : memory.region(scope), disk, writer, clock));
    }

    @Override
    public void close() {
        if (disk != null) {
            disk.stopSweeping(); // It runs on the writer's thread and would use up the time for writes.
        }
        if (!writer.flush(FLUSH)) {
            log.warn("{} entries were not written to disk: the service ended first", writer.pending());
        }
        writer.close();
    }
}
