package dev.reprise.engine.config;

/**
 * Where a server listens.
 *
 * @param host its name or address, an IPv6 address without brackets
 * @param port its port
 */
public record RedisServer(String host, int port) implements RedisPlace {

    @Override
    public String address() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    @Override
    public String toString() {
        return address();
    }
}
