package dev.reprise.engine.value;

import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** Carries the answers of a library by its own means: what it writes of them, and what its builders make of that. */
abstract class RebuiltCodec implements ValueCodec {

    final Class<?> type;
    private final String id;

    RebuiltCodec(String id, Class<?> type) {
        this.id = id;
        this.type = type;
    }

    /** Writes an answer and tries whether it is given back. */
    abstract byte[] written(Object value) throws ReflectiveOperationException, Uncacheable, Undecodable;

    abstract @Nullable Object made(byte[] content) throws ReflectiveOperationException, Undecodable;

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final boolean holdsAsIs(Object value) {
        return false;
    }

    @Override
    public final byte[] encode(Object value) throws Uncacheable {
        if (value.getClass() != type) {
            throw new Uncacheable(
                    "the answer is a " + value.getClass().getName() + ", not the declared " + type.getName());
        }
        try {
            return written(value);
        } catch (Undecodable failed) {
            throw new Uncacheable("this " + type.getName() + " is not given back by its library: " + failed.reason());
        } catch (InvocationTargetException failed) {
            Failures.rethrowIfFatal(failed.getTargetException());
            throw new Uncacheable(type.getName() + " cannot be read: "
                    + failed.getTargetException().getClass().getName());
        } catch (ReflectiveOperationException | RuntimeException failed) {
            throw new Uncacheable(
                    type.getName() + " cannot be read: " + failed.getClass().getName());
        }
    }

    @Override
    public final Object decode(byte[] content) throws Undecodable {
        Object value;
        try {
            value = made(content);
        } catch (InvocationTargetException damaged) {
            Failures.rethrowIfFatal(damaged.getTargetException());
            throw Undecodable.because(damaged.getTargetException());
        } catch (ReflectiveOperationException | RuntimeException damaged) {
            throw Undecodable.because(damaged);
        }
        if (value == null || value.getClass() != type) {
            throw new Undecodable("not a " + type.getName());
        }
        return value;
    }
}
