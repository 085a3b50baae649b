package dev.reprise.engine.config;

/**
 * A server on the same machine that listens at a Unix socket.
 *
 * @param path its file
 */
public record RedisSocket(String path) implements RedisPlace {

    @Override
    public String address() {
        return path;
    }
}
