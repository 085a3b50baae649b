package dev.reprise.engine.config;

import java.util.List;

/**
 * Servers each of which has a part of the keys.
 *
 * @param seeds where some of them listen, at least one; they know the others
 */
public record RedisCluster(List<RedisServer> seeds) implements RedisPlace {

    @Override
    public String address() {
        return seeds.get(0) + " (cluster)";
    }
}
