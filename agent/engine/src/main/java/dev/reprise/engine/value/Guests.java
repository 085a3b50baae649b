package dev.reprise.engine.value;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names and shapes of the classes that a value holds beyond its declared type, such as a subclass: a digest of the
 * declared type alone would not see that one of them has changed.
 *
 * <p>A graph's content is a prefix byte, the length of the guests (four bytes), the guests, the graph.
 */
final class Guests {

    static final byte[] NONE = {};

    private static final int HEAD = 5;

    private Guests() {}

    /**
     * @param start where the graph begins
     */
    record Content(int start) {

        byte[] guests(byte[] content) {
            return Arrays.copyOfRange(content, HEAD, start);
        }
    }

    static byte[] write(Map<String, Class<?>> guests) {
        if (guests.isEmpty()) {
            return NONE;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Map.Entry<String, Class<?>> guest : guests.entrySet()) {
                out.writeUTF(guest.getKey());
                out.writeLong(ClassShape.of(guest.getValue()));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    static byte[] prefix(byte prefix, byte[] guests, byte[] graph) {
        byte[] content = new byte[Math.addExact(HEAD + guests.length, graph.length)];
        ByteBuffer.wrap(content).put(prefix).putInt(guests.length).put(guests).put(graph);
        return content;
    }

    static Content split(byte[] content) throws Undecodable {
        int length = content.length < HEAD ? -1 : ByteBuffer.wrap(content).getInt(1);
        if (length < 0 || length > content.length - HEAD) {
            throw new Undecodable("cut off");
        }
        return new Content(HEAD + length);
    }

    static boolean same(byte[] guests, byte[] content, Content parts) {
        return Arrays.equals(guests, 0, guests.length, content, HEAD, parts.start);
    }

    /**
     * @throws Undecodable if a guest is not allowed, is gone or has another shape
     */
    static void check(byte[] guests, AllowList allowed, @Nullable ClassLoader loader) throws Undecodable, IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(guests))) {
            while (in.available() > 0) {
                String name = in.readUTF();
                long shape = in.readLong();
                if (!allowed.permits(name)) {
                    throw new Undecodable(name + " is not allowed");
                }
                if (ClassShape.of(Class.forName(name, false, loader)) != shape) {
                    throw new Undecodable(name + " has changed since");
                }
            }
        } catch (ClassNotFoundException gone) {
            throw Undecodable.because(gone);
        }
    }
}
