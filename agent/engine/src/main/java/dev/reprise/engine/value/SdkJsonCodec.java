package dev.reprise.engine.value;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Carries the answers of a client library by the library's own JSON. */
final class SdkJsonCodec extends RebuiltCodec {

    private final Object mapper;
    private final Method write;
    private final Method read;

    private SdkJsonCodec(SdkJson sdk, Class<?> type, Object mapper, Method write, Method read) {
        super(sdk.id(), type);
        this.mapper = mapper;
        this.write = write;
        this.read = read;
    }

    static SdkJsonCodec of(SdkJson sdk, Class<?> type) throws Uncacheable {
        try {
            Class<?> mappers = Class.forName(sdk.mappers(), true, type.getClassLoader());
            Object mapper = mappers.getMethod("jsonMapper").invoke(null);
            Method write = mapper.getClass().getMethod("writeValueAsBytes", Object.class);
            Method read = mapper.getClass().getMethod("readValue", byte[].class, Class.class);
            return new SdkJsonCodec(sdk, type, mapper, write, read);
        } catch (ReflectiveOperationException | LinkageError | RuntimeException otherVersion) {
            throw new Uncacheable(type.getName() + " is carried by " + sdk.mappers()
                    + ", which this version of the library does not have: " + otherVersion);
        }
    }

    @Override
    public long shape() {
        return Digest.of(mapper.getClass().getName() + "\n" + ClassShape.describeWithVersion(type));
    }

    @Override
    byte[] written(Object value) throws ReflectiveOperationException, Uncacheable, Undecodable {
        byte[] content = (byte[]) write.invoke(mapper, value);
        // What a provider sends decides what the mapper keeps: every answer is tried, not only the first.
        if (!value.equals(decode(content))) {
            throw new Uncacheable("this " + type.getName() + " is not given back by its library's own JSON");
        }
        return content;
    }

    @Override
    @Nullable
    Object made(byte[] content) throws ReflectiveOperationException {
        return read.invoke(mapper, content, type);
    }
}
