package dev.reprise.engine.config;

import java.util.List;

/**
 * Those who know which of several servers is the master at the time.
 *
 * @param master its name among them
 * @param servers where they listen, at least one
 */
public record RedisSentinels(String master, List<RedisServer> servers) implements RedisPlace {

    @Override
    public String address() {
        return master + " (Sentinel " + servers.get(0) + ")";
    }
}
