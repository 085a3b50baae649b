package dev.reprise.engine.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Redis' protocol in version 2, over one connection: commands are written, then their replies read, in the same order. Used by
 * one thread at a time.
 *
 * <p>No memory is taken for more than has come: a server that is none may claim any length.
 */
final class Resp {

    private static final int BUFFER = 8 << 10;
    private static final int CHUNK = 128 << 10;
    private static final int LONGEST_LINE = 4 << 10;
    private static final int LONGEST_REASON = 300;
    private static final int DEEPEST = 8;
    private static final int MOST_OF_A_VALUE = 16 << 20;
    private static final int LEAST_OF_AN_ELEMENT = 16;
    private static final byte[] LINE_END = {'\r', '\n'};

    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private boolean replyBegun;
    private long received;

    /** How much more memory the value that is read may take, about. */
    private int left;

    Resp(InputStream in, OutputStream out) {
        this.in = in;
        this.out = new BufferedOutputStream(out, BUFFER);
    }

    /** Returns whether a byte of a reply has come since the last {@link #begin}. */
    boolean isReplyBegun() {
        return replyBegun;
    }

    /** Returns how many bytes have come, ever. */
    long received() {
        return received;
    }

    /** Begins to write commands, to none of which a reply may have come. */
    void begin() throws NotRedis {
        replyBegun = false;
        if (position < limit) {
            throw new NotRedis("it said something before it was asked");
        }
    }

    /** Begins to wait for what the server says of itself, of which some may have come already. */
    void listen() {
        replyBegun = position < limit;
    }

    /** Writes a command, which is sent by {@link #flush} at the latest. */
    void write(String command, byte[]... arguments) throws IOException {
        out.write('*');
        out.write(number(arguments.length + 1));
        out.write(LINE_END);
        argument(command.getBytes(US_ASCII));
        for (byte[] argument : arguments) {
            argument(argument);
        }
    }

    void flush() throws IOException {
        out.flush();
    }

    private void argument(byte[] bytes) throws IOException {
        out.write('$');
        out.write(number(bytes.length));
        out.write(LINE_END);
        out.write(bytes);
        out.write(LINE_END);
    }

    /** Returns a number as it is written in an argument. */
    static byte[] number(long number) {
        return Long.toString(number).getBytes(US_ASCII);
    }

    /**
     * Reads a text, or null where there is none, or something else.
     *
     * @param command the command that it answers
     * @param most how many bytes it may have
     * @throws TooLarge if it has more
     */
    byte @Nullable [] text(String command, int most) throws IOException, Refused {
        byte[] line;
        try {
            line = line(command);
        } catch (Refused e) {
            if (e.isOfTheKey()) {
                return null;
            }
            throw e;
        }
        if (line[0] != '$') {
            throw new NotRedis("it answered " + command + " with something else");
        }
        long length = integer(line);
        return length == -1 ? null : content(length, most);
    }

    /**
     * Reads a reply of any kind: a {@code Long}, a text as {@code byte[]}, a {@code List} of such, or null.
     *
     * @param command the command that it answers
     */
    @Nullable
    Object value(String command) throws IOException, Refused {
        left = MOST_OF_A_VALUE;
        return value(command, /* depth= */ 0);
    }

    private @Nullable Object value(String command, int depth) throws IOException, Refused {
        byte[] line = line(command);
        left -= LEAST_OF_AN_ELEMENT + line.length;
        if (left < 0 || depth > DEEPEST) {
            throw new NotRedis("it answered " + command + " with more than it can have to say");
        }
        return switch (line[0]) {
            case ':' -> (Object) integer(line);
            case '+' -> Arrays.copyOfRange(line, 1, line.length);
            case '$' -> text(integer(line));
            case '*' -> list(command, integer(line), depth);
            default -> throw new NotRedis("it answered " + command + " with something else");
        };
    }

    private byte @Nullable [] text(long length) throws IOException {
        byte[] text = length == -1 ? null : content(length, left);
        left -= text == null ? 0 : text.length;
        return text;
    }

    private @Nullable List<@Nullable Object> list(String command, long size, int depth) throws IOException, Refused {
        if (size == -1) {
            return null;
        }
        List<@Nullable Object> list = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            list.add(value(command, depth + 1));
        }
        return list;
    }

    /**
     * Reads a line without its end; it has at least one byte.
     *
     * @param command the command that it answers
     * @throws Refused if it says that the server will not do that
     */
    byte[] line(String command) throws IOException, Refused {
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

    /** Reads that a command was done. */
    void status(String command) throws IOException, Refused {
        if (line(command)[0] != '+') {
            throw new NotRedis("it answered " + command + " with something else");
        }
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

    private int some(int read) throws EOFException {
        if (read <= 0) {
            throw new EOFException("it closed the connection");
        }
        received += read;
        return read;
    }
}
