package dev.reprise.engine.value;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Carries what Azure's libraries put around an answer: status and headers of the HTTP answer, and of the request the method
 * and the address alone, because in its headers there are secrets.
 */
final class AzureResponseCodec extends RebuiltCodec {

    private static final String ID = "azure-response-1/";
    private static final String RESPONSE = "com.azure.core.http.rest.Response";
    private static final String SIMPLE = "com.azure.core.http.rest.SimpleResponse";

    private static final int WITHOUT_REQUEST = 0;
    private static final int WITH_REQUEST = 1;

    private final ValueCodec held;
    private final Reading reading;
    private final Making making;

    private record Reading(
            Method status,
            Method headers,
            Method request,
            Method value,
            Method name,
            Method values,
            Method method,
            Method url) {

        static Reading of(Class<?> response, Class<?> header) throws ReflectiveOperationException {
            Class<?> request = response.getMethod("getRequest").getReturnType();
            return new Reading(
                    response.getMethod("getStatusCode"),
                    response.getMethod("getHeaders"),
                    response.getMethod("getRequest"),
                    response.getMethod("getValue"),
                    header.getMethod("getName"),
                    header.getMethod("getValuesList"),
                    request.getMethod("getHttpMethod"),
                    request.getMethod("getUrl"));
        }
    }

    private record Making(
            Constructor<?> response, Constructor<?> request, Constructor<?> headers, Method header, Class<?> method) {

        static Making of(Class<?> simple, Reading reading) throws ReflectiveOperationException {
            Class<?> request = reading.request().getReturnType();
            Class<?> headers = reading.headers().getReturnType();
            Class<?> method = reading.method().getReturnType();
            return new Making(
                    simple.getConstructor(request, int.class, headers, Object.class),
                    request.getConstructor(method, String.class),
                    headers.getConstructor(),
                    headers.getMethod("set", String.class, List.class),
                    method);
        }
    }

    private AzureResponseCodec(Class<?> simple, ValueCodec held, Reading reading, Making making) {
        super(ID + held.id(), simple);
        this.held = held;
        this.reading = reading;
        this.making = making;
    }

    static boolean carries(Class<?> type) {
        return type.getName().equals(RESPONSE);
    }

    /**
     * @param type the declared class
     * @param held carries the answer itself
     */
    static AzureResponseCodec of(Class<?> type, ValueCodec held) throws Uncacheable {
        try {
            Class<?> simple = Class.forName(SIMPLE, false, type.getClassLoader());
            Class<?> header = Class.forName("com.azure.core.http.HttpHeader", false, type.getClassLoader());
            Reading reading = Reading.of(type, header);
            return new AzureResponseCodec(simple, held, reading, Making.of(simple, reading));
        } catch (ReflectiveOperationException | LinkageError otherVersion) {
            throw new Uncacheable(type.getName() + " cannot be made again with this version of Azure's core library: "
                    + otherVersion);
        }
    }

    @Override
    public long shape() {
        return held.shape();
    }

    @Override
    byte[] written(Object value) throws ReflectiveOperationException, Uncacheable, Undecodable {
        Object answer = reading.value.invoke(value);
        if (answer == null) {
            throw Uncacheable.noAnswer("the provider's answer is empty");
        }
        Output out = new Output(EntryLimit.NONE);
        out.writeCount((int) reading.status.invoke(value));
        writeRequest(reading.request.invoke(value), out);
        Map<String, List<String>> headers = headers(reading.headers.invoke(value));
        out.writeCount(headers.size());
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            out.writeText(header.getKey());
            out.writeCount(header.getValue().size());
            for (String text : header.getValue()) {
                out.writeText(text);
            }
        }
        byte[] inside = held.encode(answer);
        out.writeCount(inside.length);
        out.writeBytes(inside, 0, inside.length);
        byte[] content = out.toBytes();
        Object made = made(content);
        if (!headers(reading.headers.invoke(made)).equals(headers)
                || !reading.status.invoke(made).equals(reading.status.invoke(value))) {
            throw new Uncacheable("its HTTP answer is not given back by its library");
        }
        return content;
    }

    private void writeRequest(@Nullable Object request, Output out) throws ReflectiveOperationException, Uncacheable {
        out.writeByte(request == null ? WITHOUT_REQUEST : WITH_REQUEST);
        if (request != null) {
            out.writeText(((Enum<?>) reading.method.invoke(request)).name());
            out.writeText(reading.url.invoke(request).toString());
        }
    }

    /** Returns the headers by the names that they came with, in their order. */
    private Map<String, List<String>> headers(@Nullable Object headers) throws ReflectiveOperationException {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        for (Object header : headers == null ? List.of() : (Iterable<?>) headers) {
            List<String> values = new ArrayList<>();
            for (Object text : (Collection<?>) reading.values.invoke(header)) {
                values.add((String) text);
            }
            texts.put((String) reading.name.invoke(header), values);
        }
        return texts;
    }

    @Override
    @Nullable
    Object made(byte[] content) throws ReflectiveOperationException, Undecodable {
        Input in = new Input(content, 0);
        int status = in.readCount();
        Object request =
                in.readByte() == WITH_REQUEST ? making.request.newInstance(method(in.readText()), in.readText()) : null;
        Object headers = making.headers.newInstance();
        for (int left = in.readSize(); left > 0; left--) {
            String name = in.readText();
            List<String> values = new ArrayList<>();
            for (int more = in.readSize(); more > 0; more--) {
                values.add(in.readText());
            }
            making.header.invoke(headers, name, values);
        }
        return making.response.newInstance(request, status, headers, held.decode(in.readBytes(in.readSize())));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // An enum of the host.
    private Object method(String name) throws InvocationTargetException {
        try {
            return Enum.valueOf((Class) making.method, name);
        } catch (IllegalArgumentException unknown) {
            throw new InvocationTargetException(unknown);
        }
    }
}
