package dev.reprise.engine.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.engine.config.RedisSentinels;
import dev.reprise.engine.config.RedisServer;
import dev.reprise.engine.config.RedisSettings;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection, which speaks Redis' protocol in version 2: a command is written, then its reply read to its end. After any
 * other failure than {@link Refused} a reply may still be coming, so that it must be closed. Used by one thread at a time,
 * except {@link #close}.
 *
 * <p>No memory is taken for more than has come: a server that is none may claim any length.
 */
final class RedisConnection {

    private static final int BUFFER = 8 << 10;
    private static final int CHUNK = 64 << 10;
    private static final int LONGEST_LINE = 4 << 10;
    private static final int LONGEST_REASON = 200;
    private static final byte[] LINE_END = {'\r', '\n'};

    private final TimedSocket socket;
    private final InputStream in;
    private final OutputStream out;
    private final int epoch;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private boolean proven;
    private boolean replyBegun;

    private RedisConnection(TimedSocket socket, Socket spoken, int epoch) throws IOException {
        this.socket = socket;
        this.in = spoken.getInputStream();
        this.out = new BufferedOutputStream(spoken.getOutputStream(), BUFFER);
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
        RedisSentinels sentinels = settings.sentinels();
        RedisServer server =
                sentinels == null ? settings.server() : Sentinels.master(sentinels, tls, nanoClock, deadline);
        RedisConnection connection = to(server, tls, epoch, nanoClock, deadline);
        boolean ready = false;
        try {
            connection.logIn(settings);
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                connection.close();
            }
        }
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
            RedisConnection connection = new RedisConnection(socket, spoken, epoch);
            ready = true;
            return connection;
        } finally {
            if (!ready) {
                socket.close();
            }
        }
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

    private void logIn(RedisSettings settings) throws IOException, Refused {
        String password = settings.password();
        String user = settings.user();
        if (password != null && user != null) {
            status("AUTH", user.getBytes(UTF_8), password.getBytes(UTF_8));
        } else if (password != null) {
            status("AUTH", password.getBytes(UTF_8));
        }
        if (settings.database() != 0) {
            status("SELECT", number(settings.database()));
        }
    }

    /** Returns the epoch that the connection was opened in. */
    int epoch() {
        return epoch;
    }

    /** Returns whether it has served since it was opened, and then failed before a byte of a reply came. */
    boolean wasIdleTooLong() {
        return proven && !replyBegun;
    }

    /** Sets the time at which the next reply must have come. */
    void deadline(long nanos) {
        socket.deadline(nanos);
    }

    /**
     * Returns what is under some names, or null where there is nothing, or something else than a text. All are asked for before
     * the first answer is read.
     *
     * @param limit how many bytes there may be, all together
     * @throws TooLarge if there are more
     */
    List<byte @Nullable []> get(List<byte[]> names, int limit) throws IOException, Refused {
        begin();
        for (byte[] name : names) {
            write("GET", name);
        }
        out.flush();
        List<byte @Nullable []> found = new ArrayList<>(names.size());
        int left = limit;
        for (int i = 0; i < names.size(); i++) {
            byte[] content = found(left);
            found.add(content);
            left -= content == null ? 0 : content.length;
        }
        proven = true;
        return found;
    }

    private byte @Nullable [] found(int most) throws IOException, Refused {
        byte[] line;
        try {
            line = line("GET");
        } catch (Refused e) {
            if (e.isOfTheKey()) {
                return null;
            }
            throw e;
        }
        if (line[0] != '$') {
            throw new NotRedis("it answered GET with something else");
        }
        long length = integer(line);
        return length == -1 ? null : content(length, most);
    }

    void set(byte[] name, byte[] content, long millis) throws IOException, Refused {
        status("SET", name, content, "PX".getBytes(US_ASCII), number(millis));
    }

    void delete(byte[] name) throws IOException, Refused {
        send("DEL", name);
        if (line("DEL")[0] != ':') {
            throw new NotRedis("it answered DEL with something else");
        }
        proven = true;
    }

    /** Returns what a Sentinel says of where a master is, or null if it knows none of that name. */
    @Nullable
    RedisServer master(byte[] name) throws IOException, Refused {
        send("SENTINEL", "get-master-addr-by-name".getBytes(US_ASCII), name);
        byte[] line = line("SENTINEL");
        if (Arrays.equals(line, new byte[] {'*', '-', '1'})) {
            return null;
        }
        byte[] host = Arrays.equals(line, new byte[] {'*', '2'}) ? found(LONGEST_LINE) : null;
        byte[] port = host == null ? null : found(LONGEST_LINE);
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
            socket.close();
        } catch (IOException e) {
            // It is of no more use anyway.
        }
    }

    private void status(String command, byte[]... arguments) throws IOException, Refused {
        send(command, arguments);
        if (line(command)[0] != '+') {
            throw new NotRedis("it answered " + command + " with something else");
        }
        proven = true;
    }

    private void send(String command, byte[]... arguments) throws IOException {
        begin();
        write(command, arguments);
        out.flush();
    }

    private void begin() throws NotRedis {
        replyBegun = false;
        if (position < limit) {
            throw new NotRedis("it said something before it was asked");
        }
    }

    private void write(String command, byte[]... arguments) throws IOException {
        out.write('*');
        out.write(number(arguments.length + 1));
        out.write(LINE_END);
        argument(command.getBytes(US_ASCII));
        for (byte[] argument : arguments) {
            argument(argument);
        }
    }

    private void argument(byte[] bytes) throws IOException {
        out.write('$');
        out.write(number(bytes.length));
        out.write(LINE_END);
        out.write(bytes);
        out.write(LINE_END);
    }

    private static byte[] number(long number) {
        return Long.toString(number).getBytes(US_ASCII);
    }

    /** Reads a line without its end; it has at least one byte. */
    private byte[] line(String command) throws IOException, Refused {
        byte[] line = new byte[32];
        int length = 0;
        for (int read = read(); read != '\r'; read = read()) {
            if (length == LONGEST_LINE) {
                throw new NotRedis("it answered " + command + " without an end");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, length * 2);
            }
            line[length++] = (byte) read;
        }
        if (read() != '\n' || length == 0) {
            throw new NotRedis("it answered " + command + " with something else");
        }
        line = Arrays.copyOf(line, length);
        if (line[0] == '-') {
            throw new Refused(command, printable(new String(line, 1, length - 1, ISO_8859_1)));
        }
        return line;
    }

    /** Leaves out what could disturb a log. */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), LONGEST_REASON); i++) {
            char c = text.charAt(i);
            printable.append(c >= ' ' && c < 0x7F ? c : '?');
        }
        return printable.toString();
    }

    private static long integer(byte[] line) throws NotRedis {
        boolean negative = line.length > 1 && line[1] == '-';
        long number = 0;
        int first = negative ? 2 : 1;
        if (line.length == first || line.length > 12) {
            throw new NotRedis("a length that is none");
        }
        for (int i = first; i < line.length; i++) {
            if (line[i] < '0' || line[i] > '9') {
                throw new NotRedis("a length that is none");
            }
            number = number * 10 + line[i] - '0';
        }
        if (negative && number != 1) {
            throw new NotRedis("a length that is none");
        }
        return negative ? -number : number;
    }

    private byte[] content(long length, int most) throws IOException {
        if (length > most) {
            throw new TooLarge(length);
        }
        byte[] content = new byte[(int) Math.min(length, CHUNK)];
        for (int filled = 0; filled < length; ) {
            if (filled == content.length) {
                content = Arrays.copyOf(content, (int) Math.min(length, 2L * filled));
            }
            filled += read(content, filled);
        }
        if (read() != '\r' || read() != '\n') {
            throw new NotRedis("a reply that is longer than it states");
        }
        return content;
    }

    private int read(byte[] into, int offset) throws IOException {
        int most = into.length - offset;
        if (position == limit && most >= BUFFER) {
            return some(in.read(into, offset, most));
        }
        if (position == limit) {
            fill();
        }
        int length = Math.min(most, limit - position);
        System.arraycopy(buffer, position, into, offset, length);
        position += length;
        return length;
    }

    private int read() throws IOException {
        if (position == limit) {
            fill();
        }
        return buffer[position++] & 0xFF;
    }

    private void fill() throws IOException {
        position = 0;
        limit = 0;
        limit = some(in.read(buffer, 0, BUFFER));
        replyBegun = true;
    }

    private static int some(int read) throws EOFException {
        if (read <= 0) {
            throw new EOFException("it closed the connection");
        }
        return read;
    }
}
