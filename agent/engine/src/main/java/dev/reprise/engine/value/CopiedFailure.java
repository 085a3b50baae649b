package dev.reprise.engine.value;

import dev.reprise.engine.adapter.Adapters;
import dev.reprise.engine.reflect.FieldAccess;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a call has failed with, for others: each gets a failure of his own, of the same class, with the same message, stack
 * trace, fields, causes and suppressed failures, and nothing in it that one of them could change for another. Immutable;
 * reaches classes of the host, and is not to outlive those who wait for it.
 */
public final class CopiedFailure {

    /** So many failures may hang together. */
    private static final int MOST = 32;

    /** What all fields of a failure may take that have to be encoded, each. */
    private static final long MOST_BYTES = 1 << 20;

    private static final String STACK = "stackTrace";

    /** What SDKs read of an error: nobody can change it, nor what is in it. */
    private static final Set<String> IMMUTABLE = Set.of(
            "com.openai.core.JsonField",
            "com.openai.core.JsonValue",
            "com.anthropic.core.JsonField",
            "com.anthropic.core.JsonValue");

    private final List<Part> parts;

    private CopiedFailure(List<Part> parts) {
        this.parts = parts;
    }

    /** One failure of those that hang together. */
    private record Part(Constructor<?> maker, Map<Field, Content> fields) {}

    /** What a field holds. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private sealed interface Content {

        /** What nobody can change. */
        record Held(@Nullable Object value) implements Content {}

        record Encoded(ValueCodec codec, byte[] content) implements Content {}

        record Stack(StackTraceElement[] elements) implements Content {}

        /** Another one of the failures. */
        record Other(int index) implements Content {}

        record Others(List<Integer> indices) implements Content {}
    }

    /**
     * Takes a failure down.
     *
     * @param thrown what was thrown; nobody else changes it meanwhile
     * @param access opens what is closed
     * @return null if it is an error, which says more of the thread or the JVM than of the call, or cannot be copied
     */
    public static @Nullable CopiedFailure of(Throwable thrown, FieldAccess access) {
        try {
            Taking taking = new Taking(access);
            taking.indexOf(thrown);
            return new CopiedFailure(List.copyOf(taking.parts.values()));
        } catch (Uncacheable | ReflectiveOperationException | RuntimeException | LinkageError unfit) {
            return null;
        }
    }

    /** Returns a failure that is nobody else's; null if none can be made. */
    public @Nullable Throwable copy() {
        try {
            Throwable[] made = new Throwable[parts.size()];
            for (int i = 0; i < made.length; i++) {
                made[i] = (Throwable) parts.get(i).maker().newInstance();
            }
            for (int i = 0; i < made.length; i++) {
                for (Map.Entry<Field, Content> each : parts.get(i).fields().entrySet()) {
                    each.getKey().set(made[i], value(each.getValue(), made));
                }
            }
            return made[0];
        } catch (Undecodable | ReflectiveOperationException | RuntimeException | LinkageError unfit) {
            return null;
        }
    }

    private static @Nullable Object value(Content content, Throwable[] made) throws Undecodable {
        if (content instanceof Content.Encoded encoded) {
            return encoded.codec().decode(encoded.content());
        } else if (content instanceof Content.Stack stack) {
            return stack.elements().clone();
        } else if (content instanceof Content.Other other) {
            return made[other.index()];
        } else if (content instanceof Content.Others others) {
            List<Throwable> all = new ArrayList<>();
            others.indices().forEach(index -> all.add(made[index]));
            return all;
        }
        return ((Content.Held) content).value();
    }

    /** Takes failures down that hang together. */
    private static final class Taking {

        private final FieldAccess access;
        private final Codecs codecs;
        private final IdentityHashMap<Throwable, Integer> indices = new IdentityHashMap<>();
        private final Map<Integer, Part> parts = new TreeMap<>();

        Taking(FieldAccess access) {
            this.access = access;
            this.codecs = new Codecs(access, MOST_BYTES);
        }

        int indexOf(Throwable thrown) throws Uncacheable, ReflectiveOperationException {
            Integer known = indices.get(thrown);
            if (known != null) {
                return known;
            }
            int index = indices.size();
            if (thrown instanceof Error || index == MOST || overrides(thrown.getClass(), "getStackTrace")) {
                throw new Uncacheable(thrown.getClass().getName() + " is not copied");
            }
            indices.put(thrown, index);
            Map<Field, Content> fields = new LinkedHashMap<>();
            for (Class<?> at = thrown.getClass(); at != Object.class; at = at.getSuperclass()) {
                for (Field field : at.getDeclaredFields()) {
                    if (!Modifier.isStatic(field.getModifiers())) {
                        take(field, thrown, fields);
                    }
                }
            }
            parts.put(index, new Part(Instantiation.ofAny(thrown.getClass(), access), fields));
            return index;
        }

        /** What the class makes of its stack trace, or of what it remembers of it, is its own. */
        private static boolean overrides(Class<?> type, String method) throws NoSuchMethodException {
            return type.getMethod(method).getDeclaringClass() != Throwable.class;
        }

        private void take(Field field, Throwable owner, Map<Field, Content> fields)
                throws Uncacheable, ReflectiveOperationException {
            boolean isOfAll = field.getDeclaringClass() == Throwable.class;
            boolean isTransient = Modifier.isTransient(field.getModifiers());
            if (isOfAll && isTransient) {
                return; // What the JVM itself remembers of the stack.
            }
            open(field);
            fields.put(
                    field,
                    isOfAll && field.getName().equals(STACK)
                            ? new Content.Stack(owner.getStackTrace())
                            : content(field, field.get(owner), owner.getClass(), isOfAll, isTransient));
        }

        private Content content(
                Field field, @Nullable Object value, Class<?> owner, boolean isOfAll, boolean isTransient)
                throws Uncacheable, ReflectiveOperationException {
            if (value == null
                    || Codecs.isImmutable(value)
                    || value instanceof Enum<?>
                    || value instanceof Class<?>
                    || IMMUTABLE.contains(field.getType().getName())) {
                return new Content.Held(value);
            }
            if (value instanceof Throwable other) {
                return new Content.Other(indexOf(other));
            }
            if (isOfAll && value instanceof List<?> suppressed) {
                return suppressed(suppressed);
            }
            if (isTransient) {
                throw new Uncacheable(field + " is not copied");
            }
            ValueCodec codec = codecs.codecOfPart(field.getGenericType(), owner, List.of(), Adapters.NONE);
            return new Content.Encoded(codec, codec.encode(value));
        }

        private Content suppressed(List<?> suppressed) throws Uncacheable, ReflectiveOperationException {
            List<Integer> others = new ArrayList<>();
            for (Object each : suppressed.toArray()) {
                others.add(indexOf((Throwable) each));
            }
            // That there are none is said by a list that nobody can change, by which the JDK knows it.
            return suppressed instanceof ArrayList ? new Content.Others(others) : new Content.Held(suppressed);
        }

        private void open(Field field) throws Uncacheable {
            if (field.trySetAccessible()) {
                return;
            }
            Class<?> declaring = field.getDeclaringClass();
            access.open(declaring.getModule(), declaring.getPackageName());
            try {
                field.setAccessible(true);
            } catch (InaccessibleObjectException closed) {
                throw new Uncacheable("package " + declaring.getPackageName() + " is closed");
            }
        }
    }
}
