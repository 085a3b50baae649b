package dev.reprise.engine.config;

/**
 * Where a server listens.
 *
 * @param host its name or address, an IPv6 address without brackets
 * @param port its port
 */
public record RedisServer(String host, int port) {

    /** Returns it as people write it. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
