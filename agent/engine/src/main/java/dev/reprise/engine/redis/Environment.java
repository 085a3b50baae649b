package dev.reprise.engine.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.engine.config.RedisServer;
import dev.reprise.engine.config.RedisSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What all that belongs to one tier has in common.
 *
 * @param tls makes connections private; null if they need not be
 * @param writePatience what a write may take
 * @param late what it is of no use to ask for
 * @param ofACluster whether the settings are those of one server among several
 */
record Environment(
        RedisSettings settings,
        @Nullable Tls tls,
        Duration writePatience,
        InstantSource clock,
        LongSupplier nanoClock,
        Logger log,
        LateEntries late,
        boolean ofACluster) {

    /** Returns what one server of a cluster has of it. */
    Environment at(RedisServer server) {
        return new Environment(
                settings.at(server), tls, writePatience, clock, nanoClock, log, late, /* ofACluster= */ true);
    }

    /** Returns the name that a server is asked for to see whether it answers. */
    byte[] probe() {
        return (settings.prefix() + ":probe").getBytes(UTF_8);
    }

    /** Returns what log lines call it. */
    String subject() {
        return ofACluster ? "part of the redis tier" : "redis tier";
    }
}
