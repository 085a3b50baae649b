package dev.reprise.engine;

import dev.reprise.engine.Lookup.Inputs;
import dev.reprise.engine.key.BytesLeft;
import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Uncacheable;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call of openai-java that sends a file reads it to its end: the same request has nothing to send the next time. */
final class ReadFile implements Effect {

    private static final String SERVICES = "com.openai.services.blocking.audio.";

    private final Class<?> held;
    private final Method file;
    private final Method part;
    private final Method contentType;
    private final Method fileName;
    private final Method newPart;
    private final Method withContent;
    private final Method withContentType;
    private final Method withFileName;
    private final Method builtPart;
    private final Method toBuilder;
    private final Method withPart;
    private final Method built;

    private ReadFile(Class<?> request, Class<?> held) throws ReflectiveOperationException {
        this.held = held;
        file = request.getMethod("file");
        part = request.getMethod("_file");
        Class<?> parts = part.getReturnType();
        contentType = parts.getMethod("contentType");
        fileName = parts.getMethod("filename");
        newPart = parts.getMethod("builder");
        Class<?> partBuilder = newPart.getReturnType();
        withContent = partBuilder.getMethod("value", Object.class);
        withContentType = partBuilder.getMethod("contentType", String.class);
        withFileName = partBuilder.getMethod("filename", Optional.class);
        builtPart = partBuilder.getMethod("build");
        toBuilder = request.getMethod("toBuilder");
        withPart = toBuilder.getReturnType().getMethod("file", parts);
        built = toBuilder.getReturnType().getMethod("build");
    }

    static @Nullable Effect of(Method method) {
        String service = method.getDeclaringClass().getName();
        boolean sends = service.equals(SERVICES + "TranscriptionServiceImpl")
                || service.equals(SERVICES + "TranslationServiceImpl");
        if (!sends || !method.getName().equals("create")) {
            return null;
        }
        try {
            return new ReadFile(method.getParameterTypes()[0], method.getReturnType());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError otherVersion) {
            return new UnknownEffect(method.getReturnType(), otherVersion);
        }
    }

    @Override
    public Class<?> held() {
        return held;
    }

    @Override
    public Object before(@Nullable Object[] arguments) throws Uncacheable {
        ByteBuffer content = BytesLeft.of(file(arguments), FieldAccess.NONE); // The key has had it opened.
        if (content == null) {
            throw new Uncacheable("the file of the request cannot be read without moving it");
        }
        return content;
    }

    @Override
    public @Nullable Object[] undone(Inputs inputs) throws Uncacheable {
        if (!(inputs.before() instanceof ByteBuffer content)) {
            throw new Uncacheable("the file of the request was not read when the call began");
        }
        try {
            Object request = inputs.arguments()[0];
            Object sent = part.invoke(request);
            Object copy = newPart.invoke(null);
            withContent.invoke(
                    copy, new ByteArrayInputStream(content.array(), content.arrayOffset(), content.remaining()));
            withContentType.invoke(copy, contentType.invoke(sent));
            withFileName.invoke(copy, fileName.invoke(sent));
            @Nullable Object[] undone = inputs.arguments().clone();
            undone[0] = built.invoke(withPart.invoke(toBuilder.invoke(request), builtPart.invoke(copy)));
            return undone;
        } catch (ReflectiveOperationException | RuntimeException unreadable) {
            throw new Uncacheable("the request cannot be read: " + unreadable);
        }
    }

    @Override
    public Object taken(Object answer, Inputs inputs) throws Uncacheable {
        if (file(inputs.arguments()).available() > 0) {
            throw new Uncacheable("the file of the request was not sent to its end");
        }
        return answer;
    }

    @Override
    public Object repeat(Object held, @Nullable Object[] arguments) throws Uncacheable {
        ByteArrayInputStream file = file(arguments);
        file.skip(file.available());
        return held;
    }

    private ByteArrayInputStream file(@Nullable Object[] arguments) throws Uncacheable {
        try {
            if (file.invoke(arguments[0]) instanceof ByteArrayInputStream bytes) {
                return bytes;
            }
            throw new Uncacheable("the file of the request is no array of bytes");
        } catch (ReflectiveOperationException | RuntimeException unreadable) {
            throw new Uncacheable("the file of the request cannot be read: " + unreadable);
        }
    }
}
