package dev.reprise.engine.shape;

import dev.reprise.engine.failure.Thrown;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.SentPart;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Makes streams of Google's SDK of Gemini as it makes them itself, from an HTTP answer; and looks into those that it made. */
final class GenAiStreams {

    private static final String PACKAGE = "com.google.genai.";

    private final OkHttpAnswers answers;
    private final Constructor<?> newStream;
    private final Constructor<?> newAnswer;
    private final Object reader;
    private final Field iterator;
    private final Field type;
    private final Field owner;
    private final Field converter;
    private final Field rooted;
    private final Field headers;
    private final Field ahead;
    private final Method next;

    /**
     * @param stream the class of the streams
     * @param access opens their package
     * @throws ReflectiveOperationException if this version of the library is not known
     */
    GenAiStreams(Class<?> stream, FieldAccess access) throws ReflectiveOperationException {
        ClassLoader loader = stream.getClassLoader();
        access.open(stream.getModule(), stream.getPackageName());
        Class<?> answer = Class.forName(PACKAGE + "ApiResponse", false, loader);
        newStream = open(stream.getDeclaredConstructor(
                Class.class, answer, Object.class, String.class, boolean.class, boolean.class));
        newAnswer =
                open(Class.forName(PACKAGE + "HttpApiResponse", false, loader).getDeclaredConstructors()[0]);
        answers = new OkHttpAnswers(newAnswer.getParameterTypes()[0]);
        reader = Class.forName(PACKAGE + "Models", true, loader)
                .getConstructor(Class.forName(PACKAGE + "ApiClient", false, loader))
                .newInstance((Object) null); // To read an answer it asks nobody.
        iterator = open(stream.getDeclaredField("iterator"));
        Class<?> elements = iterator.getType();
        type = open(elements.getDeclaredField("clazz"));
        owner = open(elements.getDeclaredField("obj"));
        converter = open(elements.getDeclaredField("converter"));
        rooted = open(elements.getDeclaredField("needsRootObject"));
        headers = open(elements.getDeclaredField("responseHeaders"));
        ahead = open(elements.getDeclaredField("nextJson"));
        next = open(elements.getDeclaredMethod("readNextJson"));
    }

    private static <T extends AccessibleObject> T open(T member) throws ReflectiveOperationException {
        if (!member.trySetAccessible()) {
            throw new IllegalAccessException(member + " is closed");
        }
        return member;
    }

    /** Returns how a stream of the library's is read. */
    SentPart.Head head(Object stream) throws ReflectiveOperationException {
        Object elements = iterator.get(stream);
        if (owner.get(elements).getClass() != reader.getClass()) {
            throw new IllegalAccessException(
                    "it is read by a " + owner.get(elements).getClass().getName());
        }
        Object received = headers.get(elements);
        return new SentPart.Head(
                ((Method) converter.get(elements)).getName(),
                rooted.getBoolean(elements),
                received == null ? null : answers.texts(received));
    }

    /** Returns the class of a stream's elements. */
    Class<?> type(Object stream) throws ReflectiveOperationException {
        return (Class<?>) type.get(iterator.get(stream));
    }

    /** Returns what the library has read of a stream without handing it out; null at its end, or if it has read nothing. */
    @Nullable
    String ahead(Object stream) {
        try {
            return (String) ahead.get(iterator.get(stream));
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException(closed); // It was opened.
        }
    }

    /** Reads on; returns null at the end, and throws what the library throws. */
    @Nullable
    String next(Object stream) {
        try {
            return (String) next.invoke(iterator.get(stream));
        } catch (InvocationTargetException failed) {
            throw Thrown.asItIs(failed.getTargetException());
        } catch (IllegalAccessException closed) {
            throw new IllegalStateException(closed); // It was opened.
        }
    }

    /** Returns a stream of the library's that reads what was sent. */
    Object stream(Class<?> elements, SentPart.Head head, InputStream sent) throws ReflectiveOperationException {
        Object answer = newAnswer.newInstance(answers.answer(sent, head.headers()));
        return newStream.newInstance(elements, answer, reader, head.reader(), head.rooted(), head.headers() != null);
    }

    /** Returns what the library makes of an event, or throws what it throws. */
    @Nullable
    Object element(Class<?> elements, SentPart.Head head, String event) throws ReflectiveOperationException {
        Object stream = stream(elements, head, SentEvents.of(event));
        return ((Iterable<?>) stream).iterator().next();
    }

    void close(Object stream) throws IOException {
        try {
            ((AutoCloseable) stream).close();
        } catch (IOException | RuntimeException failed) {
            throw failed;
        } catch (Exception other) {
            throw new IOException(other);
        }
    }
}
