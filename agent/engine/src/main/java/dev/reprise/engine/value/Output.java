package dev.reprise.engine.value;

import java.util.Arrays;

/** Bytes that grow. */
final class Output {

    private byte[] bytes = new byte[512];
    private int size;

    void writeByte(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void writeBytes(byte[] from, int start, int length) {
        room(length);
        System.arraycopy(from, start, bytes, size, length);
        size += length;
    }

    /** Seven bits a byte, the lowest first: small counts take one. */
    void writeCount(int value) {
        int left = value;
        while ((left & ~0x7F) != 0) {
            writeByte(left | 0x80);
            left >>>= 7;
        }
        writeByte(left);
    }

    void writeLong(long value) {
        room(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    void writeText(String text) {
        int length = text.length();
        boolean wide = false;
        for (int i = 0; i < length && !wide; i++) {
            wide = text.charAt(i) > 0xFF;
        }
        writeCount(length);
        writeByte(wide ? 1 : 0);
        room(wide ? Math.multiplyExact(length, 2) : length);
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

    private void room(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(needed, Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
        }
    }
}
