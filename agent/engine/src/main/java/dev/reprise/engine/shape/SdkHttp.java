package dev.reprise.engine.shape;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Uncacheable;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the SDKs of OpenAI and Anthropic, which come from one generator, hand over HTTP answers and read them. */
final class SdkHttp {

    /** What an answer can be asked that is not said by the rest. */
    private static final Set<String> KNOWN = Set.of("statusCode", "headers", "body", "close", "parse");

    private static final String OPTIONS = "clientOptions";
    private static final String VALIDATION = "responseValidation";

    private final Class<?> type;
    private final FieldAccess access;
    private final Method status;
    private final Method headers;
    private final Method body;
    private final Method close;
    private final Method names;
    private final Method values;
    private final Method newHeaders;
    private final Method put;
    private final Method built;
    private final Method handle;
    private final ResponseShape streams;

    /**
     * @param type the interface of the answers
     * @param access opens the packages of the library
     * @throws ReflectiveOperationException if this version of the library is not known
     */
    SdkHttp(Class<?> type, FieldAccess access) throws ReflectiveOperationException {
        this.type = type;
        this.access = access;
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers()) && !KNOWN.contains(method.getName())) {
                throw new NoSuchMethodException(method + " is not known");
            }
        }
        status = type.getMethod("statusCode");
        headers = type.getMethod("headers");
        body = type.getMethod("body");
        close = type.getMethod("close");
        Class<?> ofHeaders = headers.getReturnType();
        names = ofHeaders.getMethod("names");
        values = ofHeaders.getMethod("values", String.class);
        newHeaders = ofHeaders.getMethod("builder");
        put = newHeaders.getReturnType().getMethod("put", String.class, String.class);
        built = newHeaders.getReturnType().getMethod("build");
        Class<?> handler = Class.forName(type.getPackageName() + ".HttpResponse$Handler", false, type.getClassLoader());
        // What is parsed is an answer as well.
        handle = handler.getMethod("handle", isParsed() ? type.getInterfaces()[0] : type);
        streams = new ResponseShape(
                Class.forName(type.getPackageName() + ".StreamResponse", false, type.getClassLoader()), Object.class);
    }

    private boolean isParsed() {
        return type.getSimpleName().equals("HttpResponseFor");
    }

    /** Returns the shape of the streams that the library makes of bodies. */
    ResponseShape streams() {
        return streams;
    }

    /** Whether an answer is one that the library makes of what came and does nothing else, such as watching the caller. */
    boolean isPlain(Object answer) {
        return answer.getClass().getName().startsWith(type.getName());
    }

    int status(Object answer) throws ReflectiveOperationException {
        return (Integer) status.invoke(answer);
    }

    /** Returns names and values, one after the other. */
    List<String> headers(Object answer) throws ReflectiveOperationException {
        List<String> texts = new ArrayList<>();
        Object all = headers.invoke(answer);
        for (Object name : (Set<?>) names.invoke(all)) {
            for (Object value : (List<?>) values.invoke(all, name)) {
                texts.add((String) name);
                texts.add((String) value);
            }
        }
        return texts;
    }

    /**
     * Makes headers.
     *
     * @param texts names and values, one after the other
     */
    Object headers(List<String> texts) throws ReflectiveOperationException {
        Object builder = newHeaders.invoke(null);
        for (int i = 0; i < texts.size(); i += 2) {
            put.invoke(builder, texts.get(i), texts.get(i + 1));
        }
        return built.invoke(builder);
    }

    InputStream body(Object answer) throws Throwable {
        Object stream = Protocol.call(body, answer);
        if (stream == null) {
            throw new IllegalStateException("there is no body");
        }
        return (InputStream) stream;
    }

    void close(Object answer) throws Throwable {
        Protocol.call(close, answer);
    }

    /** Makes an answer; what is not abstract of it is the library's. */
    Object answer(InvocationHandler handler) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    case "toString" -> type.getSimpleName();
                    default ->
                        method.isDefault()
                                ? InvocationHandler.invokeDefault(proxy, method, arguments)
                                : handler.invoke(proxy, method, arguments);
                });
    }

    /**
     * Returns what the service that was called reads such answers with.
     *
     * @param method the name of the method called
     * @throws Uncacheable if it is not known, or does more than to read
     */
    Handler handler(Call call, String method) throws Uncacheable {
        Object service = Objects.requireNonNull(call.receiver(), "receiver");
        try {
            if (isValidated(service, call.arguments())) {
                throw new Uncacheable("its client validates each answer (responseValidation)");
            }
            Object handler = read(service, method + "Handler");
            Handler ofAudio = handler == null ? null : handlerOfAudio(handler, service, call.arguments());
            if (ofAudio != null) {
                return ofAudio;
            }
            if (!handle.getDeclaringClass().isInstance(handler)) {
                throw new NoSuchFieldException(method + "Handler");
            }
            return answer -> Protocol.call(handle, handler, answer);
        } catch (ReflectiveOperationException otherVersion) {
            throw new Uncacheable("this version of the library reads its answers in another way: " + otherVersion);
        }
    }

    /**
     * Returns what reads transcripts and translations, which newer versions read in the form that the request asks for; null
     * if the handler reads other answers.
     */
    private @Nullable Handler handlerOfAudio(Object handler, Object service, @Nullable Object[] arguments)
            throws ReflectiveOperationException {
        if (!handler.getClass().getName().matches("com\\.openai\\.services\\.Trans\\w+ResponseHandler")) {
            return null;
        }
        Method formatted = handler.getClass().getMethod("handle", type.getInterfaces()[0], String.class);
        Object format = told(told(arguments[0], "_responseFormat"), "value");
        Object mapper = told(read(service, OPTIONS), "jsonMapper");
        Object tree = mapper.getClass().getMethod("valueToTree", Object.class).invoke(mapper, format);
        Object text =
                tree == null ? null : tree.getClass().getMethod("textValue").invoke(tree);
        return answer -> Protocol.call(formatted, handler, answer, text);
    }

    private static Object told(@Nullable Object owner, String name) throws ReflectiveOperationException {
        Object content = owner == null ? null : owner.getClass().getMethod(name).invoke(owner);
        if (content == null) {
            throw new NoSuchFieldException(name);
        }
        return content;
    }

    /** Reads an answer, and throws what the library throws. */
    @FunctionalInterface
    interface Handler {
        @Nullable
        Object handle(Object answer) throws Throwable;
    }

    private boolean isValidated(Object service, @Nullable Object[] arguments) throws ReflectiveOperationException {
        Object own = null;
        for (Object argument : arguments) {
            if (argument != null && argument.getClass().getName().endsWith(".core.RequestOptions")) {
                own = read(argument, VALIDATION);
            }
        }
        Object options = own == null ? read(service, OPTIONS) : null;
        return Boolean.TRUE.equals(options == null ? own : read(options, VALIDATION));
    }

    private @Nullable Object read(Object owner, String name) throws ReflectiveOperationException {
        Class<?> declaring = owner.getClass();
        Field field = declaring.getDeclaredField(name);
        access.open(declaring.getModule(), declaring.getPackageName());
        if (!field.trySetAccessible()) {
            throw new IllegalAccessException(field + " is closed");
        }
        Object content = field.get(owner);
        return content instanceof Optional<?> optional ? optional.orElse(null) : content;
    }
}
