package dev.reprise.engine.value;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What an {@link Output} wrote. Nothing is allocated for a length that the bytes cannot hold. */
final class Input {

    private final byte[] bytes;
    private int at;

    Input(byte[] bytes, int start) {
        this.bytes = bytes;
        this.at = start;
    }

    int remaining() {
        return bytes.length - at;
    }

    byte readByte() throws Undecodable {
        require(1);
        return bytes[at++];
    }

    byte[] readBytes(int length) throws Undecodable {
        require(length);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    int readCount() throws Undecodable {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            byte next = readByte();
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new Undecodable("not a count");
    }

    /** Returns a count of things that take at least a byte each. */
    int readSize() throws Undecodable {
        int size = readCount();
        require(size);
        return size;
    }

    long readLong() throws Undecodable {
        require(8);
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | (bytes[at++] & 0xFF);
        }
        return value;
    }

    String readText() throws Undecodable {
        int length = readSize();
        boolean wide = readByte() != 0;
        int size = wide ? Math.multiplyExact(length, 2) : length;
        require(size);
        at += size;
        return wide
                ? ByteBuffer.wrap(bytes, at - size, size).asCharBuffer().toString()
                : new String(bytes, at - size, size, StandardCharsets.ISO_8859_1);
    }

    private void require(int length) throws Undecodable {
        if (length < 0 || length > bytes.length - at) {
            throw new Undecodable("cut off");
        }
    }
}
