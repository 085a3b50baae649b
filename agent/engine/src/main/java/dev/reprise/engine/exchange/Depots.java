package dev.reprise.engine.exchange;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.RedisSettings;
import dev.reprise.engine.redis.RedisDepot;
import dev.reprise.engine.tier.ConfiguredKeys;
import dev.reprise.engine.tier.Depot;
import dev.reprise.engine.tier.DiskDepot;
import java.io.File;
import java.io.IOException;
import java.time.InstantSource;

/** Opens the stores that a configuration names. */
public final class Depots {

    private Depots() {}

    /**
     * Returns the home.
     *
     * @throws IOException if there is none, or its keys cannot be had
     */
    public static Depot disk(Configuration configuration) throws IOException {
        File home = configuration.home();
        if (home == null) {
            throw new IOException("the configuration names no home");
        }
        return new DiskDepot(
                home.toPath(), configuration, ConfiguredKeys.fetched(configuration.store()), InstantSource.system());
    }

    /**
     * Returns the server, or the cluster.
     *
     * @throws IOException if there is none, or its keys cannot be had
     */
    public static Depot redis(Configuration configuration) throws IOException {
        RedisSettings settings = configuration.redis();
        if (settings == null) {
            throw new IOException("the configuration names no Redis");
        }
        return new RedisDepot(
                settings, configuration, ConfiguredKeys.fetched(configuration.store()), InstantSource.system());
    }
}
