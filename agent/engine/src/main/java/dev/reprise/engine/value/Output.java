package dev.reprise.engine.value;

import java.util.Arrays;

/** Bytes that grow. */
final class Output {

    private byte[] bytes = new byte[512];
    private final EntryLimit limit;
    private int size;

    Output(EntryLimit limit) {
        this.limit = limit;
    }

    void writeByte(int value) throws Uncacheable {
        room(1);
        bytes[size++] = (byte) value;
    }

    void writeBytes(byte[] from, int start, int length) throws Uncacheable {
        room(length);
        System.arraycopy(from, start, bytes, size, length);
        size += length;
    }

    /** Seven bits a byte, the lowest first: small counts take one. */
    void writeCount(int value) throws Uncacheable {
        int left = value;
        while ((left & ~0x7F) != 0) {
            writeByte(left | 0x80);
            left >>>= 7;
        }
        writeByte(left);
    }

    void writeLong(long value) throws Uncacheable {
        room(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    void writeText(String text) throws Uncacheable {
        int length = text.length();
        boolean wide = false;
        for (int i = 0; i < length && !wide; i++) {
            wide = text.charAt(i) > 0xFF;
        }
        writeCount(length);
        writeByte(wide ? 1 : 0);
        limit.check(wide ? length * 2L : length);
        room(wide ? length * 2 : length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (wide) {
                bytes[size++] = (byte) (c >>> 8);
            }
            bytes[size++] = (byte) c;
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) throws Uncacheable {
        limit.check((long) size + more);
        int needed = size + more;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
        }
    }
}
