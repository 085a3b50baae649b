package dev.reprise.engine.value;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries an HTTP answer of Spring by its status, its headers and its body, and makes it anew by Spring's own builder: the
 * headers of the first may still be those of the connection.
 */
final class SpringEntityCodec extends RebuiltCodec {

    private static final String ID = "spring-entity-1";
    private static final String TYPE = "org.springframework.http.ResponseEntity";

    private final ValueCodec parts;
    private final Reading reading;
    private final Making making;

    private record Reading(Method status, Method number, Method headers, Method forEach, Method body) {}

    private record Making(
            Method status, Constructor<?> noHeaders, Method addHeader, Method withHeaders, Method withBody) {}

    private SpringEntityCodec(Class<?> type, ValueCodec parts, Reading reading, Making making) {
        super(ID, type);
        this.parts = parts;
        this.reading = reading;
        this.making = making;
    }

    static boolean carries(Class<?> type) {
        return type.getName().equals(TYPE);
    }

    static SpringEntityCodec of(
            Type declared, Class<?> type, @Nullable ClassLoader loader, List<String> allow, Anatomy anatomy)
            throws Uncacheable {
        ValueCodec parts = new GraphCodec(declared, ArrayList.class, loader, allow, anatomy);
        try {
            Method status = type.getMethod("getStatusCode");
            Method headers = type.getMethod("getHeaders");
            Method withStatus = type.getMethod("status", int.class);
            Class<?> builder = withStatus.getReturnType();
            Class<?> map = headers.getReturnType();
            return new SpringEntityCodec(
                    type,
                    parts,
                    new Reading(
                            status,
                            status.getReturnType().getMethod("value"),
                            headers,
                            map.getMethod("forEach", BiConsumer.class),
                            type.getMethod("getBody")),
                    new Making(
                            withStatus,
                            map.getConstructor(),
                            map.getMethod("addAll", String.class, List.class),
                            builder.getMethod("headers", map),
                            builder.getMethod("body", Object.class)));
        } catch (ReflectiveOperationException | LinkageError otherVersion) {
            throw new Uncacheable(
                    type.getName() + " cannot be made again with this version of Spring: " + otherVersion);
        }
    }

    @Override
    public long shape() {
        return parts.shape();
    }

    @Override
    byte[] written(Object value) throws ReflectiveOperationException, Uncacheable {
        List<Object> taken = taken(value);
        if (!(taken.get(0) instanceof Integer status) || status < 200 || status > 299) {
            throw Uncacheable.noAnswer("the provider answered with status " + taken.get(0));
        }
        byte[] content = parts.encode(taken);
        // The body is compared by the codec of the parts.
        List<Object> again = taken(made(taken));
        if (!again.subList(0, 2).equals(taken.subList(0, 2))) {
            throw new Uncacheable("these headers are not given back by Spring's own builder");
        }
        return content;
    }

    @Override
    Object made(byte[] content) throws ReflectiveOperationException, Undecodable {
        return made((List<?>) parts.decode(content));
    }

    /** Returns the status, the names and values of the headers in their order, and the body. */
    private List<Object> taken(Object entity) throws ReflectiveOperationException, Uncacheable {
        Object body = reading.body.invoke(entity);
        if (body == null) {
            throw Uncacheable.noAnswer("the answer has no body");
        }
        List<Object> headers = new ArrayList<>();
        BiConsumer<String, List<String>> add = (name, values) -> {
            headers.add(name);
            headers.add(new ArrayList<>(values));
        };
        reading.forEach.invoke(reading.headers.invoke(entity), add);
        List<Object> taken = new ArrayList<>();
        taken.add(reading.number.invoke(reading.status.invoke(entity)));
        taken.add(headers);
        taken.add(body);
        return taken;
    }

    private Object made(List<?> taken) throws ReflectiveOperationException {
        Object headers = making.noHeaders.newInstance();
        List<?> namesAndValues = (List<?>) taken.get(1);
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            making.addHeader.invoke(headers, namesAndValues.get(i), namesAndValues.get(i + 1));
        }
        Object builder = making.status.invoke(null, taken.get(0));
        Object withHeaders = making.withHeaders.invoke(builder, headers);
        return making.withBody.invoke(withHeaders, taken.get(2));
    }
}
