package dev.reprise.engine.value;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Carries the answers of a client library by the library's own JSON. */
final class SdkJsonCodec implements ValueCodec {

    private final SdkJson sdk;
    private final Class<?> type;
    private final Object mapper;
    private final Method write;
    private final Method read;

    private SdkJsonCodec(SdkJson sdk, Class<?> type, Object mapper, Method write, Method read) {
        this.sdk = sdk;
        this.type = type;
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
    public String id() {
        return sdk.id();
    }

    @Override
    public long shape() {
        // The package knows the version of its jar, unless the service was repacked without manifests.
        String version = String.valueOf(type.getPackage().getImplementationVersion());
        return Digest.of(mapper.getClass().getName() + "\n" + version + "\n" + ClassShape.describe(type));
    }

    @Override
    public boolean holdsAsIs(Object value) {
        return false;
    }

    @Override
    public byte[] encode(Object value) throws Uncacheable {
        if (value.getClass() != type) {
            throw new Uncacheable(
                    "the answer is a " + value.getClass().getName() + ", not the declared " + type.getName());
        }
        try {
            byte[] content = (byte[]) write.invoke(mapper, value);
            // What a provider sends decides what the mapper keeps: every answer is tried, not only the first.
            if (!value.equals(read.invoke(mapper, content, type))) {
                throw new Uncacheable("this " + type.getName() + " is not given back by its library's own JSON");
            }
            return content;
        } catch (InvocationTargetException failed) {
            Failures.rethrowIfFatal(failed.getTargetException());
            throw new Uncacheable(type.getName() + " is not written by its library: " + failed.getTargetException());
        } catch (IllegalAccessException closed) {
            throw new Uncacheable(closed.toString());
        }
    }

    @Override
    public Object decode(byte[] content) throws Undecodable {
        Object value;
        try {
            value = read.invoke(mapper, content, type);
        } catch (InvocationTargetException damaged) {
            Failures.rethrowIfFatal(damaged.getTargetException());
            throw Undecodable.because(damaged.getTargetException());
        } catch (IllegalAccessException | RuntimeException damaged) {
            throw Undecodable.because(damaged);
        }
        if (!type.isInstance(value)) {
            throw new Undecodable("not a " + type.getName());
        }
        return value;
    }
}
