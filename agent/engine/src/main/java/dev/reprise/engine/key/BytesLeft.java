package dev.reprise.engine.key;

import dev.reprise.engine.reflect.FieldAccess;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a stream over an array has left to read. To read it would move the stream, so its fields are. */
public final class BytesLeft {

    private BytesLeft() {}

    /**
     * Returns what is left, without a copy.
     *
     * @return null if the stream is not the JDK's own, which may read something else, or cannot be looked into
     */
    public static @Nullable ByteBuffer of(ByteArrayInputStream stream, FieldAccess access) {
        if (stream.getClass() != ByteArrayInputStream.class) {
            return null;
        }
        try {
            byte[] bytes = (byte[]) read(stream, "buf", access);
            int position = (Integer) read(stream, "pos", access);
            int end = Math.min((Integer) read(stream, "count", access), bytes.length);
            return ByteBuffer.wrap(bytes, position, Math.max(0, end - position)).slice();
        } catch (ReflectiveOperationException | RuntimeException closed) {
            return null;
        }
    }

    private static Object read(ByteArrayInputStream stream, String name, FieldAccess access)
            throws ReflectiveOperationException {
        Field field = ByteArrayInputStream.class.getDeclaredField(name);
        if (!field.trySetAccessible()) {
            access.open(ByteArrayInputStream.class.getModule(), ByteArrayInputStream.class.getPackageName());
            field.setAccessible(true);
        }
        return field.get(stream);
    }
}
