package dev.reprise.engine;

import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.Uploads.Upload;
import dev.reprise.engine.key.UnreadBytes;
import dev.reprise.engine.value.Uncacheable;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call of OpenAI's SDK that sends files reads the streams in its request to their end, each once. A call that an entry
 * answers leaves them as a real one does.
 */
final class ReadUploads implements Effect {

    private final Method body;
    private final Uploads uploads;

    private ReadUploads(Method body, Uploads uploads) {
        this.body = body;
        this.uploads = uploads;
    }

    /** What a call that is under way is to read. */
    private record Reading(List<ByteArrayInputStream> streams, Upload upload) {}

    static @Nullable Effect of(Method method, Uploads uploads) {
        if (!method.getDeclaringClass().getName().startsWith("com.openai.services.")
                || method.getParameterCount() != 2) {
            return null;
        }
        for (Method each : method.getParameterTypes()[0].getMethods()) {
            // Of a request that is sent as JSON it is an object. Kotlin adds to the name where it is internal.
            if (each.getName().startsWith("_body")
                    && each.getParameterCount() == 0
                    && each.getReturnType() == Map.class) {
                return new ReadUploads(each, uploads);
            }
        }
        return null;
    }

    @Override
    public @Nullable Class<?> held() {
        return null;
    }

    @Override
    public Object before(@Nullable Object[] arguments) throws Uncacheable {
        List<ByteArrayInputStream> streams = unread(arguments);
        return new Reading(streams, claim(streams));
    }

    private Upload claim(List<ByteArrayInputStream> streams) throws Uncacheable {
        Upload upload = new Upload();
        for (ByteArrayInputStream stream : streams) {
            Upload other = uploads.claim(stream, upload);
            if (other != null) {
                release(streams, upload);
                throw other.isLeft()
                        ? new Uncacheable("a cancelled call may still read a stream of its request")
                        : contested();
            }
        }
        return upload;
    }

    private void release(List<ByteArrayInputStream> streams, Upload upload) {
        for (ByteArrayInputStream stream : streams) {
            uploads.release(stream, upload);
        }
    }

    @Override
    public @Nullable Object[] undone(Inputs inputs) throws Uncacheable {
        Reading reading = (Reading) inputs.before();
        if (reading == null) {
            throw new Uncacheable("the streams of the request are not known");
        }
        release(reading.streams, reading.upload);
        for (ByteArrayInputStream stream : reading.streams) {
            if (stream.available() > 0) {
                throw new Uncacheable("the call did not read a stream of its request to the end");
            }
        }
        if (reading.upload.isContested()) {
            throw contested();
        }
        return inputs.arguments();
    }

    @Override
    public void ended(Inputs inputs, boolean over) {
        if (!(inputs.before() instanceof Reading reading)) {
            return;
        }
        for (ByteArrayInputStream stream : reading.streams) {
            if (over || stream.available() == 0) {
                uploads.release(stream, reading.upload);
            } else {
                reading.upload.leave();
            }
        }
    }

    @Override
    public Set<Object> spent(Inputs inputs) {
        Set<Object> streams = Collections.newSetFromMap(new IdentityHashMap<>());
        if (inputs.before() instanceof Reading reading) {
            streams.addAll(reading.streams);
        }
        return streams;
    }

    @Override
    public Object taken(Object answer, Inputs inputs) {
        return answer;
    }

    @Override
    public Object repeat(Object held, @Nullable Object[] arguments) throws Uncacheable {
        List<ByteArrayInputStream> streams = unread(arguments);
        release(streams, claim(streams));
        return held;
    }

    /** The call has read some of it, or all. */
    @Override
    public Object repeatFailed(Object held, Inputs inputs) throws Uncacheable {
        if (!(inputs.before() instanceof Reading reading) || reading.upload.isContested()) {
            throw contested();
        }
        return held;
    }

    @Override
    public boolean isDone(Inputs inputs) throws Uncacheable {
        if (!(inputs.before() instanceof Reading reading) || reading.upload.isContested()) {
            throw contested();
        }
        boolean isUnread = true;
        boolean isRead = true;
        for (ByteArrayInputStream stream : reading.streams) {
            isUnread &= UnreadBytes.isUnread(stream);
            isRead &= stream.available() == 0;
        }
        if (!isUnread && !isRead) {
            throw new Uncacheable("the call read a part of what it was given");
        }
        return !isUnread;
    }

    @Override
    public void fail(@Nullable Object[] arguments) throws Uncacheable {
        List<ByteArrayInputStream> streams = unread(arguments);
        release(streams, claim(streams));
        done(arguments);
    }

    @Override
    public void done(@Nullable Object[] arguments) throws Uncacheable {
        for (ByteArrayInputStream stream : streams(arguments)) {
            stream.skip(Long.MAX_VALUE);
        }
    }

    private static Uncacheable contested() {
        return new Uncacheable("a stream of its request is that of another call as well");
    }

    private List<ByteArrayInputStream> unread(@Nullable Object[] arguments) throws Uncacheable {
        List<ByteArrayInputStream> streams = streams(arguments);
        Set<Object> different = Collections.newSetFromMap(new IdentityHashMap<>());
        for (ByteArrayInputStream stream : streams) {
            if (!different.add(stream)) {
                throw new Uncacheable(
                        "its request has the same stream twice, of which the second time nothing is left");
            }
            if (!UnreadBytes.isUnread(stream)) {
                throw new Uncacheable("somebody has read of a stream of its request");
            }
        }
        return streams;
    }

    private List<ByteArrayInputStream> streams(@Nullable Object[] arguments) throws Uncacheable {
        List<ByteArrayInputStream> streams = new ArrayList<>();
        try {
            for (Object field : ((Map<?, ?>) body.invoke(arguments[0])).values()) {
                Object value = read(field, "value");
                collect(value == null ? null : read(value, "asKnown"), streams);
            }
        } catch (ReflectiveOperationException | RuntimeException otherVersion) {
            throw new Uncacheable("the streams of the request cannot be found: " + otherVersion);
        }
        return streams;
    }

    private static void collect(@Nullable Object value, List<ByteArrayInputStream> streams)
            throws ReflectiveOperationException, Uncacheable {
        if (value instanceof InputStream stream) {
            if (!UnreadBytes.includes(stream)) {
                throw new Uncacheable("its request has a stream that can be read but once");
            }
            streams.add((ByteArrayInputStream) stream);
        } else if (value instanceof List<?> values) {
            for (Object each : values) {
                collect(each, streams);
            }
        } else if (value != null && value.getClass().getName().endsWith("ImageEditParams$Image")) {
            collect(read(value, "inputStream"), streams);
            collect(read(value, "inputStreams"), streams);
        }
    }

    private static @Nullable Object read(Object owner, String name) throws ReflectiveOperationException {
        Object content = owner.getClass().getMethod(name).invoke(owner);
        return content instanceof Optional<?> optional ? optional.orElse(null) : content;
    }
}
