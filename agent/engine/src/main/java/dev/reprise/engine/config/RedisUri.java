package dev.reprise.engine.config;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The address of a Redis server: {@code redis://USER:PASSWORD@HOST:PORT/DATABASE}, or of the Sentinels that know it: {@code
 * redis-sentinel://USER:PASSWORD@HOST:PORT,HOST:PORT/DATABASE#MASTER}. Not by {@code java.net.URI}, which knows
 * no host with an underscore, as containers have.
 *
 * @param servers the server, or the Sentinels
 * @param master the name of the server among the Sentinels; null if it is named itself
 * @param user null for the default user
 * @param password null if there is none
 */
record RedisUri(
        List<RedisServer> servers,
        @Nullable String master,
        boolean tls,
        @Nullable String user,
        @Nullable String password,
        int database) {

    private static final String PLAIN = "redis://";
    private static final String ENCRYPTED = "rediss://";
    private static final String SENTINEL = "redis-sentinel://";
    private static final String SENTINEL_ENCRYPTED = "rediss-sentinel://";
    private static final int PORT = 6379;
    private static final int SENTINEL_PORT = 26_379;

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is none; the message says what would be right, and repeats nothing of it
     */
    static RedisUri parse(String text) {
        String scheme = scheme(text);
        boolean sentinel = scheme.equals(SENTINEL) || scheme.equals(SENTINEL_ENCRYPTED);
        String rest = text.substring(scheme.length());
        int at = rest.lastIndexOf('@'); // What is before it may hold anything.
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
        String server = rest.substring(at + 1);
        String master = null;
        if (sentinel) {
            int hash = server.indexOf('#');
            if (hash < 0 || hash == server.length() - 1) {
                throw new IllegalArgumentException(
                        "names no master; write redis-sentinel://HOST:26379,HOST:26379#NAME, where the name is that which"
                                + " the Sentinels know it by");
            }
            master = server.substring(hash + 1);
            server = server.substring(0, hash);
        }
        int slash = server.indexOf('/');
        int database = slash < 0 ? 0 : database(server.substring(slash + 1));
        String addresses = slash < 0 ? server : server.substring(0, slash);
        List<RedisServer> servers = new ArrayList<>();
        int start = 0;
        for (int comma = sentinel ? addresses.indexOf(',') : -1; comma >= 0; comma = addresses.indexOf(',', start)) {
            servers.add(server(addresses.substring(start, comma), SENTINEL_PORT));
            start = comma + 1;
        }
        servers.add(server(addresses.substring(start), sentinel ? SENTINEL_PORT : PORT));
        boolean tls = scheme.equals(ENCRYPTED) || scheme.equals(SENTINEL_ENCRYPTED);
        return new RedisUri(List.copyOf(servers), master, tls, user, password, database);
    }

    /** Without what is secret in it. */
    @Override
    public String toString() {
        return servers.toString();
    }

    private static String scheme(String text) {
        for (String scheme : List.of(PLAIN, ENCRYPTED, SENTINEL, SENTINEL_ENCRYPTED)) {
            if (text.regionMatches(/* ignoreCase= */ true, 0, scheme, 0, scheme.length())) {
                return scheme;
            }
        }
        throw new IllegalArgumentException(
                "is not the address of a Redis server; write redis://HOST:6379, rediss://HOST:6379 for TLS, or"
                        + " redis://USER:PASSWORD@HOST:6379/0");
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

    private static int database(String text) {
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
