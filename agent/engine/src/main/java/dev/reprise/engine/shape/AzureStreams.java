package dev.reprise.engine.shape;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.shape.ColdShape.Subscribed;
import java.lang.reflect.Field;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Makes streams of Azure's libraries, {@code IterableStream}. What such a stream is made of decides what its closing does:
 * that of a {@code Flux} is cancelled, so that it has to stay one.
 *
 * @param type the class of the streams
 * @param access opens their package
 */
record AzureStreams(Class<?> type, FieldAccess access) {

    /** What an element is to an entry, and the other way round. */
    record Form(Function<Object, Object> part, Function<Object, Object> element) {

        static final Form SAME = new Form(Function.identity(), Function.identity());
    }

    /** Returns a stream of elements. */
    Object of(Iterable<?> elements) {
        try {
            return type.getConstructor(Iterable.class).newInstance(elements);
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException(otherVersion);
        }
    }

    /**
     * Returns a stream that is recorded the first time that it is gone through.
     *
     * @param real one of exactly this class
     * @throws ReflectiveOperationException if this version of the library is not known; nothing was done then
     */
    Object recorded(Object real, Form form, Recording recording) throws ReflectiveOperationException {
        AtomicBoolean recorded = new AtomicBoolean();
        Field source = type.getDeclaredField("flux");
        access.open(type.getModule(), type.getPackageName());
        source.setAccessible(true);
        Object flux = source.get(real);
        if (flux != null) {
            return recorded(source.getType(), flux, form, recorded, recording);
        }
        @SuppressWarnings("unchecked")
        Iterable<Object> elements = (Iterable<Object>) real;
        return of(() -> {
            if (recorded.getAndSet(true)) {
                return elements.iterator();
            }
            Parts parts = recording.parts();
            Iterator<Object> from;
            parts.pulling();
            try {
                from = elements.iterator();
            } catch (Throwable failed) {
                parts.failed(failed);
                throw failed;
            }
            parts.pulled();
            return new Mapped(new RecordedIterator(new Mapped(from, form.part()), parts), form.element());
        });
    }

    private Object recorded(Class<?> kind, Object flux, Form form, AtomicBoolean recorded, Recording recording)
            throws ReflectiveOperationException {
        Object parts = new PublisherShape(kind, Object.class)
                .assemble(
                        mapped(kind, flux, form.part()),
                        around -> recorded.getAndSet(true)
                                ? Subscribed.Passed.INSTANCE
                                : new Subscribed.Asking(recording.parts(), /* region= */ null));
        return type.getConstructor(kind).newInstance(mapped(kind, parts, form.element()));
    }

    private static Object mapped(Class<?> kind, Object flux, Function<Object, Object> by)
            throws ReflectiveOperationException {
        return Objects.requireNonNull(kind.getMethod("map", Function.class).invoke(flux, by));
    }

    /** An iterator of what is made of another's elements. */
    record Mapped(Iterator<?> from, Function<Object, Object> to) implements Iterator<Object> {

        @Override
        public boolean hasNext() {
            return from.hasNext();
        }

        @Override
        public Object next() {
            return to.apply(from.next());
        }
    }
}
