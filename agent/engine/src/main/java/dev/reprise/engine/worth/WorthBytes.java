package dev.reprise.engine.worth;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an entry is worth as it lies in a store: a few numbers, of which most are small, and the names of models. */
public final class WorthBytes {

    private static final byte[] NOTHING = new byte[0];

    /** A model more counts under no name. */
    private static final int MODELS = 16;

    private static final int LONGEST_NAME = 200;

    private WorthBytes() {}

    /** Returns the bytes; none for null. They are less than 64 KB. */
    public static byte[] of(@Nullable Worth worth) {
        if (worth == null) {
            return NOTHING;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(worth.nanos(), out);
            write(worth.cpuNanos(), out);
            List<ModelUse> uses = bounded(worth.uses());
            out.writeByte(uses.size());
            for (ModelUse use : uses) {
                byte[] model = use.model().getBytes(UTF_8);
                write(model.length, out);
                out.write(model);
                write(use.calls(), out);
                write(use.counted(), out);
                write(use.input(), out);
                write(use.output(), out);
                write(use.cached(), out);
                write(use.written(), out);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static List<ModelUse> bounded(List<ModelUse> uses) {
        Worth bounded = Worth.NOTHING;
        for (int i = 0; i < uses.size(); i++) {
            ModelUse use = uses.get(i);
            boolean named = i < MODELS - 1 && use.model().length() <= LONGEST_NAME;
            bounded = bounded.plus(new Worth(0, 0, List.of(named ? use : use.unnamed())));
        }
        return bounded.uses();
    }

    /** Returns what bytes mean; null if there are none, or they mean nothing. */
    public static @Nullable Worth read(byte[] bytes, int offset, int length) {
        if (length == 0) {
            return null;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, offset, length))) {
            long nanos = read(in);
            long cpuNanos = read(in);
            int models = in.readUnsignedByte();
            List<ModelUse> uses = new ArrayList<>();
            for (int i = 0; i < models; i++) {
                byte[] model = new byte[(int) Math.min(read(in), 4L * LONGEST_NAME)];
                in.readFully(model);
                uses.add(new ModelUse(
                        new String(model, UTF_8), read(in), read(in), read(in), read(in), read(in), read(in)));
            }
            return new Worth(nanos, cpuNanos, List.copyOf(uses));
        } catch (IOException damaged) {
            return null;
        }
    }

    /** Seven bits a byte, the lowest first, as in protocol buffers. */
    private static void write(long number, DataOutputStream out) throws IOException {
        long left = Math.max(0, number);
        while (left > 0x7F) {
            out.writeByte((int) ((left & 0x7F) | 0x80));
            left >>>= 7;
        }
        out.writeByte((int) left);
    }

    private static long read(DataInput in) throws IOException {
        long number = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            byte next = in.readByte();
            number |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IOException("a number without end");
    }
}
