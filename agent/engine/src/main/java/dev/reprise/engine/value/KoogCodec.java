package dev.reprise.engine.value;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Carries the answers of Koog's clients by the JSON that they are written and read as by Kotlin's serialization. */
final class KoogCodec implements ValueCodec {

    private static final String PROMPT = "ai.koog.prompt.";
    private static final String JSON = "kotlinx.serialization.json.Json";

    private static final String MESSAGE = PROMPT + "message.Message$Assistant";

    private static final Set<String> ANSWERS = Set.of(MESSAGE, PROMPT + "streaming.StreamFrame");

    private final Class<?> type;
    private final Object json;
    private final Object serializer;
    private final Method write;
    private final Method read;

    private KoogCodec(Class<?> type) throws ReflectiveOperationException {
        this.type = type;
        ClassLoader loader = type.getClassLoader();
        Class<?> format = Class.forName(JSON, true, loader);
        this.json = format.getField("Default").get(null);
        Object companion = type.getField("Companion").get(null);
        this.serializer = companion.getClass().getMethod("serializer").invoke(companion);
        this.write = format.getMethod(
                "encodeToString",
                Class.forName("kotlinx.serialization.SerializationStrategy", false, loader),
                Object.class);
        this.read = format.getMethod(
                "decodeFromString",
                Class.forName("kotlinx.serialization.DeserializationStrategy", false, loader),
                String.class);
    }

    static boolean carries(Class<?> type) {
        return ANSWERS.contains(type.getName());
    }

    static KoogCodec of(Class<?> type) throws Uncacheable {
        try {
            return new KoogCodec(type);
        } catch (ReflectiveOperationException | LinkageError | RuntimeException otherVersion) {
            throw new Uncacheable(
                    type.getName() + " is carried by Kotlin's serialization, which does not know it in this"
                            + " version of the library: " + otherVersion);
        }
    }

    @Override
    public String id() {
        return "koog-json-1";
    }

    @Override
    public long shape() {
        return Digest.of(ClassShape.describeWithVersion(type));
    }

    @Override
    public boolean holdsAsIs(Object value) {
        return false;
    }

    @Override
    public byte[] encode(Object value) throws Uncacheable {
        String difference;
        byte[] content = {};
        try {
            refuseUnlessEnded(value);
            content = ((String) write.invoke(json, serializer, value)).getBytes(StandardCharsets.UTF_8);
            Object again = decode(content);
            difference = again.getClass() == value.getClass() && again.equals(value) ? null : "it differs";
        } catch (InvocationTargetException failed) {
            Failures.rethrowIfFatal(failed.getTargetException());
            throw new Uncacheable(type.getName() + " cannot be written: "
                    + failed.getTargetException().getClass().getName());
        } catch (ReflectiveOperationException | RuntimeException failed) {
            throw new Uncacheable(
                    type.getName() + " cannot be written: " + failed.getClass().getName());
        } catch (Undecodable failed) {
            difference = failed.reason();
        }
        if (difference != null) {
            throw new Uncacheable(
                    "this " + type.getName() + " is not given back by its library's own JSON: " + difference);
        }
        return content;
    }

    /** An answer that says nothing of its end may have been cut short. */
    private static void refuseUnlessEnded(Object answer) throws ReflectiveOperationException, Uncacheable {
        if (answer.getClass().getName().equals(MESSAGE)
                && answer.getClass().getMethod("getFinishReason").invoke(answer) == null) {
            throw Uncacheable.noAnswer("the answer does not say whether it is whole");
        }
    }

    @Override
    public Object decode(byte[] content) throws Undecodable {
        Object value;
        try {
            value = read.invoke(json, serializer, new String(content, StandardCharsets.UTF_8));
        } catch (InvocationTargetException damaged) {
            Failures.rethrowIfFatal(damaged.getTargetException());
            throw Undecodable.because(damaged.getTargetException());
        } catch (ReflectiveOperationException | RuntimeException damaged) {
            throw Undecodable.because(damaged);
        }
        if (!type.isInstance(value)) {
            throw new Undecodable("not a " + type.getName());
        }
        return value;
    }
}
