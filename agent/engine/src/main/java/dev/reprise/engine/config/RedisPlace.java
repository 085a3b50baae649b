package dev.reprise.engine.config;

/** Where the entries are, or who knows it. */
public sealed interface RedisPlace permits RedisServer, RedisSocket, RedisSentinels, RedisCluster {

    /** Returns it as people write it. */
    String address();
}
