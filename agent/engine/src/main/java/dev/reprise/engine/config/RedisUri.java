package dev.reprise.engine.config;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The address of a Redis server: {@code redis://USER:PASSWORD@HOST:PORT/DATABASE}; of the Sentinels that know it: {@code
 * redis-sentinel://USER:PASSWORD@HOST:PORT,HOST:PORT/DATABASE#MASTER}; or of some nodes of a cluster: {@code
 * redis-cluster://USER:PASSWORD@HOST:PORT,HOST:PORT}; or of a Unix socket: {@code
 * redis+unix://USER:PASSWORD@/PATH?db=DATABASE}. Not by {@code java.net.URI}, which knows no host with an
 * underscore, as containers have.
 *
 * @param user null for the default user
 * @param password null if there is none
 */
record RedisUri(
        RedisPlace place,
        boolean tls,
        @Nullable String user,
        @Nullable String password,
        int database) {

    private static final int PORT = 6379;
    private static final int SENTINEL_PORT = 26_379;

    private enum Scheme {
        PLAIN("redis://", /* tls= */ false),
        ENCRYPTED("rediss://", /* tls= */ true),
        SENTINEL("redis-sentinel://", /* tls= */ false),
        SENTINEL_ENCRYPTED("rediss-sentinel://", /* tls= */ true),
        CLUSTER("redis-cluster://", /* tls= */ false),
        CLUSTER_ENCRYPTED("rediss-cluster://", /* tls= */ true),
        SOCKET("redis+unix://", /* tls= */ false),
        SOCKET_IN_SHORT("unix://", /* tls= */ false);

        private final String prefix;
        private final boolean tls;

        Scheme(String prefix, boolean tls) {
            this.prefix = prefix;
            this.tls = tls;
        }

        static Scheme of(String text) {
            for (Scheme scheme : values()) {
                if (text.regionMatches(/* ignoreCase= */ true, 0, scheme.prefix, 0, scheme.prefix.length())) {
                    return scheme;
                }
            }
            throw new IllegalArgumentException(
                    "is not the address of a Redis server; write redis://HOST:6379, rediss://HOST:6379 for TLS, or"
                            + " redis://USER:PASSWORD@HOST:6379/0");
        }
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is none; the message says what would be right, and repeats nothing of it
     */
    static RedisUri parse(String text) {
        Scheme scheme = Scheme.of(text);
        String rest = text.substring(scheme.prefix.length());
        boolean socket = scheme == Scheme.SOCKET || scheme == Scheme.SOCKET_IN_SHORT;
        int at = socket ? loginBeforePath(rest) : rest.lastIndexOf('@'); // What is before it may hold anything.
        String user = null;
        String password = null;
        if (at >= 0) {
            String login = rest.substring(0, at);
            int colon = login.indexOf(':');
            if (colon < 0 || colon == login.length() - 1) {
                throw new IllegalArgumentException(
                        "has no password before the @; write redis://USER:PASSWORD@HOST, or redis://:PASSWORD@HOST for"
                                + " the default user");
            }
            user = colon == 0 ? null : decoded(login.substring(0, colon));
            password = decoded(login.substring(colon + 1));
        }
        String where = rest.substring(at + 1);
        return switch (scheme) {
            case PLAIN, ENCRYPTED -> {
                int slash = where.indexOf('/');
                RedisServer server = server(beforeThe(slash, where), PORT);
                yield new RedisUri(server, scheme.tls, user, password, database(slash, where));
            }
            case SENTINEL, SENTINEL_ENCRYPTED -> {
                int hash = where.indexOf('#');
                if (hash < 0 || hash == where.length() - 1) {
                    throw new IllegalArgumentException(
                            "names no master; write redis-sentinel://HOST:26379,HOST:26379#NAME, where the name is that"
                                    + " which the Sentinels know it by");
                }
                String master = where.substring(hash + 1);
                String sentinels = where.substring(0, hash);
                int slash = sentinels.indexOf('/');
                RedisPlace place = new RedisSentinels(
                        master,
                        servers(beforeThe(slash, sentinels), SENTINEL_PORT),
                        /* user= */ null,
                        /* password= */ null);
                yield new RedisUri(place, scheme.tls, user, password, database(slash, sentinels));
            }
            case CLUSTER, CLUSTER_ENCRYPTED -> {
                int slash = where.indexOf('/');
                RedisPlace place = new RedisCluster(servers(beforeThe(slash, where), PORT));
                if (database(slash, where) != 0) {
                    throw new IllegalArgumentException("has the number of a database, and a cluster has only one; write"
                            + " redis-cluster://HOST:6379,HOST:6379");
                }
                yield new RedisUri(place, scheme.tls, user, password, /* database= */ 0);
            }
            case SOCKET, SOCKET_IN_SHORT -> {
                int query = where.indexOf("?db=");
                String path = query < 0 ? where : where.substring(0, query);
                if (!path.startsWith("/") || path.length() == 1 || path.indexOf('?') >= 0) {
                    throw new IllegalArgumentException(
                            "names no file of a socket; write redis+unix:///run/redis.sock, with a password"
                                    + " redis+unix://:PASSWORD@/run/redis.sock, with a database"
                                    + " redis+unix:///run/redis.sock?db=1");
                }
                int database = query < 0 ? 0 : database(query + "?db".length(), where);
                yield new RedisUri(new RedisSocket(path), scheme.tls, user, password, database);
            }
        };
    }

    /** Without what is secret in it. */
    @Override
    public String toString() {
        return place.address();
    }

    /** Returns where the login ends, or less than nothing if there is none: a path may hold an @, too. */
    private static int loginBeforePath(String text) {
        return text.startsWith("/") ? -1 : text.indexOf("@/");
    }

    private static String beforeThe(int slash, String text) {
        return slash < 0 ? text : text.substring(0, slash);
    }

    private static List<RedisServer> servers(String addresses, int byDefault) {
        List<RedisServer> servers = new ArrayList<>();
        int start = 0;
        for (int comma = addresses.indexOf(','); comma >= 0; comma = addresses.indexOf(',', start)) {
            servers.add(server(addresses.substring(start, comma), byDefault));
            start = comma + 1;
        }
        servers.add(server(addresses.substring(start), byDefault));
        return List.copyOf(servers);
    }

    private static RedisServer server(String address, int byDefault) {
        int end = address.startsWith("[") ? address.indexOf(']') + 1 : address.indexOf(':');
        if (end < 0) {
            end = address.length();
        }
        return new RedisServer(host(address.substring(0, end)), port(address.substring(end), byDefault));
    }

    private static String host(String text) {
        boolean inBrackets = text.startsWith("[");
        String host = inBrackets ? text.substring(1, text.length() - 1) : text;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && ".-_".indexOf(c) < 0 && !(inBrackets && ":%".indexOf(c) >= 0)) {
                throw new IllegalArgumentException("has a host with characters that no host has; write the name or the"
                        + " address of one server, such as redis://redis.example.org:6379");
            }
        }
        if (host.isEmpty()) {
            throw new IllegalArgumentException("names no host; write one, such as redis://localhost:6379");
        }
        return host;
    }

    private static int port(String text, int byDefault) {
        if (text.isEmpty()) {
            return byDefault;
        }
        long port = text.startsWith(":") ? Numbers.parse(text.substring(1)) : -1;
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "has something else than a port behind its host; write a number up to 65535, such as"
                            + " redis://localhost:6379");
        }
        return (int) port;
    }

    private static int database(int slash, String where) {
        String text = slash < 0 ? "" : where.substring(slash + 1);
        long number = text.isEmpty() ? 0 : Numbers.parse(text);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "has something else than the number of a database behind the server; write"
                            + " redis://HOST:PORT/0, and other settings as keys of their own");
        }
        return (int) number;
    }

    /** Reads %XX as the byte that it stands for. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] != '%') {
                bytes.write(encoded[i]);
                continue;
            }
            int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
            int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new IllegalArgumentException(
                        "has a % before the @ that two hexadecimal digits do not follow; write %25 for the character"
                                + " itself");
            }
            bytes.write(high * 16 + low);
            i += 2;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
