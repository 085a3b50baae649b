package dev.reprise.engine.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.engine.config.RedisPlace;
import dev.reprise.engine.config.RedisSentinels;
import dev.reprise.engine.config.RedisServer;
import dev.reprise.engine.config.RedisSettings;
import dev.reprise.engine.config.RedisSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection, which speaks Redis' protocol in version 2: a command is written, then its reply read to its end. After any
 * other failure than {@link Refused} a reply may still be coming, so that it must be closed. Used by one thread at a time,
 * except {@link #close}.
 */
final class RedisConnection {

    /** More than a host's name has. */
    private static final int LONGEST_NAME = 4 << 10;

    /** Whoever sends so much in the time of a call can be relied upon. */
    private static final int GOOD_DEAL = 64 << 10;

    private final Wire wire;
    private final Resp resp;
    private final @Nullable RedisServer server;
    private final int epoch;
    private boolean proven;

    private RedisConnection(Wire wire, Resp resp, @Nullable RedisServer server, int epoch) {
        this.wire = wire;
        this.resp = resp;
        this.server = server;
        this.epoch = epoch;
    }

    /**
     * Connects to the server, for which Sentinels may have to be asked, and logs in.
     *
     * @param tls makes the connection private; null if it need not be
     * @param epoch what {@link #epoch} returns
     * @param deadline until when, by the clock; to find the server's address may take longer
     * @throws Refused if the server does not want to be used
     */
    static RedisConnection open(
            RedisSettings settings, @Nullable Tls tls, int epoch, LongSupplier nanoClock, long deadline)
            throws IOException, Refused {
        RedisConnection connection = settings.place() instanceof RedisSocket socket
                ? to(socket, epoch, nanoClock, deadline)
                : to(server(settings.place(), tls, nanoClock, deadline), tls, epoch, nanoClock, deadline);
        boolean ready = false;
        try {
            connection.logIn(settings.user(), settings.password());
            if (settings.database() != 0) {
                connection.status("SELECT", Resp.number(settings.database()));
            }
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                connection.close();
            }
        }
    }

    private static RedisServer server(RedisPlace place, @Nullable Tls tls, LongSupplier nanoClock, long deadline)
            throws IOException, Refused {
        if (place instanceof RedisServer server) {
            return server;
        }
        if (place instanceof RedisSentinels sentinels) {
            return Sentinels.master(sentinels, tls, nanoClock, deadline);
        }
        throw new IllegalArgumentException("which of them?");
    }

    /** Connects, as above, without logging in. */
    static RedisConnection to(RedisServer server, @Nullable Tls tls, int epoch, LongSupplier nanoClock, long deadline)
            throws IOException {
        TimedSocket socket = connected(server, nanoClock, deadline);
        boolean ready = false;
        try {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            Socket spoken = tls == null ? socket : tls.over(socket, server.host(), server.port());
            Resp resp = new Resp(spoken.getInputStream(), spoken.getOutputStream());
            RedisConnection connection = new RedisConnection(socket, resp, server, epoch);
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                socket.close();
            }
        }
    }

    private static RedisConnection to(RedisSocket place, int epoch, LongSupplier nanoClock, long deadline)
            throws IOException {
        UnixSocket socket = UnixSocket.connected(place.path(), nanoClock);
        socket.deadline(deadline);
        Resp resp = new Resp(socket.getInputStream(), socket.getOutputStream());
        return new RedisConnection(socket, resp, /* server= */ null, epoch);
    }

    private static TimedSocket connected(RedisServer server, LongSupplier nanoClock, long deadline) throws IOException {
        IOException first = null;
        for (InetAddress address : InetAddress.getAllByName(server.host())) {
            TimedSocket socket = new TimedSocket(nanoClock);
            socket.deadline(deadline);
            try {
                socket.connect(new InetSocketAddress(address, server.port()));
                return socket;
            } catch (IOException e) {
                socket.close();
                first = first == null ? e : first;
            }
        }
        throw first == null ? new IOException("no address") : first;
    }

    /** Does nothing without a password. */
    void logIn(@Nullable String user, @Nullable String password) throws IOException, Refused {
        if (password != null && user != null) {
            status("AUTH", user.getBytes(UTF_8), password.getBytes(UTF_8));
        } else if (password != null) {
            status("AUTH", password.getBytes(UTF_8));
        }
    }

    /** Returns who is at the other end, or null if that has no host. */
    @Nullable
    RedisServer server() {
        return server;
    }

    /** Returns who of a cluster has what was asked for, or null if that is not why it was refused. */
    @Nullable
    Redirect redirect(Refused refused) {
        return server == null ? null : refused.redirect(server);
    }

    /** Returns the epoch that the connection was opened in. */
    int epoch() {
        return epoch;
    }

    /** Returns whether it has served since it was opened, and then failed before a byte of a reply came. */
    boolean wasIdleTooLong() {
        return proven && !resp.isReplyBegun();
    }

    /** Sets the time at which the next reply must have come. */
    void deadline(long nanos) {
        wire.deadline(nanos);
    }

    /**
     * Asks for what is under some names. Until all {@link #answers} are read it can be used for nothing else.
     *
     * @param asking whether they are on their way to this server of a cluster
     */
    void ask(List<byte[]> names, boolean asking) throws IOException {
        resp.begin();
        for (byte[] name : names) {
            if (asking) {
                resp.write("ASKING");
            }
            resp.write("GET", name);
        }
        resp.flush();
    }

    /**
     * Reads what is under the names that were asked for.
     *
     * @param found takes it as it comes; null where nothing is, or something else than a text
     * @param limit how many bytes there may be, all together
     * @param redirected takes by the number of the name who else has it; null if that is a failure
     * @throws TooLarge if there are more
     * @throws Late if they do not come in time, but a good deal of them
     * @throws Refused after which other answers are still to come
     */
    void answers(byte[] @Nullable [] found, boolean asking, int limit, @Nullable Map<Integer, Redirect> redirected)
            throws IOException, Refused {
        long begin = resp.received();
        int left = limit;
        for (int i = 0; i < found.length; i++) {
            long before = resp.received();
            try {
                if (asking) {
                    resp.status("ASKING");
                }
                byte[] content = resp.text("GET", left);
                found[i] = content;
                left -= content == null ? 0 : content.length;
            } catch (Refused e) {
                if (redirected == null) {
                    throw e;
                }
                Redirect redirect = redirect(e);
                if (redirect != null) {
                    redirected.put(i, redirect);
                } else if (!e.isOfASlotOfNobody()) {
                    throw e;
                }
            } catch (SocketTimeoutException e) {
                if (resp.received() - begin >= GOOD_DEAL) {
                    throw new Late(i, resp.received() - before >= GOOD_DEAL);
                }
                throw e;
            }
        }
        proven = true;
    }

    /** Announces that the next key is on its way to this server of a cluster. */
    void asking() throws IOException, Refused {
        status("ASKING");
    }

    /** Returns what a server of a cluster says of who has which keys. */
    @Nullable
    Object slots() throws IOException, Refused {
        send("CLUSTER", "SLOTS".getBytes(US_ASCII));
        return resp.value("CLUSTER");
    }

    /** Returns the next place in the names that begin with a text, and some of the names. */
    @Nullable
    Object scan(byte[] cursor, byte[] pattern) throws IOException, Refused {
        send("SCAN", cursor, "MATCH".getBytes(US_ASCII), pattern, "COUNT".getBytes(US_ASCII), Resp.number(500));
        return resp.value("SCAN");
    }

    void set(byte[] name, byte[] content, long millis) throws IOException, Refused {
        status("SET", name, content, "PX".getBytes(US_ASCII), Resp.number(millis));
    }

    /**
     * Puts something under each of some names where nothing is.
     *
     * @param put filled with whether it was put, of each
     * @throws Refused if one of them was, after the answers for all have come
     */
    void setIfAbsent(List<byte[]> names, byte[] content, long millis, boolean[] put) throws IOException, Refused {
        resp.begin();
        for (byte[] name : names) {
            resp.write("SET", name, content, "NX".getBytes(US_ASCII), "PX".getBytes(US_ASCII), Resp.number(millis));
        }
        resp.flush();
        Refused refused = null;
        for (int i = 0; i < put.length; i++) {
            try {
                put[i] = isPut(new String(resp.line("SET"), US_ASCII));
            } catch (Refused e) {
                refused = refused == null ? e : refused;
            }
        }
        if (refused != null) {
            throw refused;
        }
        proven = true;
    }

    private static boolean isPut(String reply) throws NotRedis {
        if (!reply.equals("+OK") && !reply.equals("$-1")) {
            throw new NotRedis("it answered SET with something else");
        }
        return reply.equals("+OK");
    }

    /** Returns whether there was something under the name. */
    boolean delete(byte[] name) throws IOException, Refused {
        send("DEL", name);
        byte[] line = resp.line("DEL");
        if (line[0] != ':') {
            throw new NotRedis("it answered DEL with something else");
        }
        proven = true;
        return line.length == 2 && line[1] == '1';
    }

    /** Removes what is under some names, at least one. */
    void delete(List<byte[]> names) throws IOException, Refused {
        send("DEL", names.toArray(byte[][]::new));
        if (resp.line("DEL")[0] != ':') {
            throw new NotRedis("it answered DEL with something else");
        }
        proven = true;
    }

    /**
     * Has a command done.
     *
     * @return its reply: a {@code Long}, a text as {@code byte[]}, a {@code List} of such, or null
     */
    @Nullable
    Object call(String command, byte[]... arguments) throws IOException, Refused {
        send(command, arguments);
        return resp.value(command);
    }

    /** Has a command done to which the reply is one of what {@link #heard} returns. */
    void say(String command, byte[]... arguments) throws IOException {
        resp.write(command, arguments);
        resp.flush();
    }

    /**
     * Waits for what the server says of itself, after it was asked to.
     *
     * @return null if nothing came by the deadline
     */
    @Nullable
    Object heard() throws IOException, Refused {
        resp.listen();
        try {
            return resp.value("SUBSCRIBE");
        } catch (SocketTimeoutException e) {
            if (resp.isReplyBegun()) {
                throw e;
            }
            return null;
        }
    }

    /** Returns what a Sentinel says of where a master is, or null if it knows none of that name. */
    @Nullable
    RedisServer master(byte[] name) throws IOException, Refused {
        send("SENTINEL", "get-master-addr-by-name".getBytes(US_ASCII), name);
        byte[] line = resp.line("SENTINEL");
        if (Arrays.equals(line, new byte[] {'*', '-', '1'})) {
            return null;
        }
        byte[] host = Arrays.equals(line, new byte[] {'*', '2'}) ? resp.text("SENTINEL", LONGEST_NAME) : null;
        byte[] port = host == null ? null : resp.text("SENTINEL", LONGEST_NAME);
        if (host == null || port == null) {
            throw new NotRedis("it answered SENTINEL with something else");
        }
        try {
            return new RedisServer(new String(host, UTF_8), Integer.parseInt(new String(port, US_ASCII)));
        } catch (NumberFormatException e) {
            throw new NotRedis("it answered SENTINEL with something else");
        }
    }

    /** Closes it at once, without a word to the server, also under another thread's reads and writes. */
    void close() {
        try {
            wire.close();
        } catch (IOException e) {
            // It is of no more use anyway.
        }
    }

    private void status(String command, byte[]... arguments) throws IOException, Refused {
        send(command, arguments);
        resp.status(command);
        proven = true;
    }

    private void send(String command, byte[]... arguments) throws IOException {
        resp.begin();
        resp.write(command, arguments);
        resp.flush();
    }
}
