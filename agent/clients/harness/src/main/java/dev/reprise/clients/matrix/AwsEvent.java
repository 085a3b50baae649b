package dev.reprise.clients.matrix;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** An event in the binary form that AWS streams in: lengths, checksums, headers that are texts, and a content. */
final class AwsEvent {

    private static final int TEXT = 7;
    private static final int FRAME = 16;

    private AwsEvent() {}

    /** Returns an event of a type with JSON as its content. */
    static byte[] of(String type, String json) {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        header(headers, ":message-type", "event");
        header(headers, ":event-type", type);
        header(headers, ":content-type", "application/json");
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        byte[] event = new byte[FRAME + headers.size() + content.length];
        ByteBuffer into = ByteBuffer.wrap(event);
        into.putInt(event.length).putInt(headers.size());
        into.putInt(checksum(event, into.position()));
        into.put(headers.toByteArray()).put(content);
        into.putInt(checksum(event, into.position()));
        return event;
    }

    private static void header(ByteArrayOutputStream headers, String name, String value) {
        headers.write(name.length());
        headers.writeBytes(name.getBytes(StandardCharsets.UTF_8));
        headers.write(TEXT);
        headers.write(value.length() >>> 8);
        headers.write(value.length());
        headers.writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    private static int checksum(byte[] event, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(event, 0, length);
        return (int) checksum.getValue();
    }
}
