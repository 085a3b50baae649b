package dev.reprise.engine.config;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The address of a Redis server: {@code redis://USER:PASSWORD@HOST:PORT/DATABASE}. Not by {@code java.net.URI}, which knows
 * no host with an underscore, as containers have.
 *
 * @param user null for the default user
 * @param password null if there is none
 */
record RedisUri(
        String host,
        int port,
        boolean tls,
        @Nullable String user,
        @Nullable String password,
        int database) {

    private static final String PLAIN = "redis://";
    private static final String ENCRYPTED = "rediss://";
    private static final int PORT = 6379;

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is none; the message says what would be right, and repeats nothing of it
     */
    static RedisUri parse(String text) {
        boolean tls = starts(text, ENCRYPTED);
        if (!tls && !starts(text, PLAIN)) {
            throw new IllegalArgumentException(
                    "is not the address of a Redis server; write redis://HOST:6379, rediss://HOST:6379 for TLS, or"
                            + " redis://USER:PASSWORD@HOST:6379/0");
        }
        String rest = text.substring(tls ? ENCRYPTED.length() : PLAIN.length());
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
        int slash = server.indexOf('/');
        int database = slash < 0 ? 0 : database(server.substring(slash + 1));
        String address = slash < 0 ? server : server.substring(0, slash);
        int end = address.startsWith("[") ? address.indexOf(']') + 1 : address.indexOf(':');
        if (end < 0) {
            end = address.length();
        }
        String host = host(address.substring(0, end));
        return new RedisUri(host, port(address.substring(end)), tls, user, password, database);
    }

    /** Without what is secret in it. */
    @Override
    public String toString() {
        return host + ":" + port;
    }

    private static boolean starts(String text, String scheme) {
        return text.regionMatches(/* ignoreCase= */ true, 0, scheme, 0, scheme.length());
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

    private static int port(String text) {
        if (text.isEmpty()) {
            return PORT;
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
