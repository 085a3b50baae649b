package dev.reprise.engine.value;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries an answer of AWS's SDK and, beside it, status and headers of the HTTP answer that it came in, which is made anew
 * by the SDK's own builders: the first still holds the stream that the body was read from.
 */
final class AwsResponseCodec extends RebuiltCodec {

    private static final String ID = "aws-1";
    private static final String BASE = "software.amazon.awssdk.core.SdkResponse";

    private final ValueCodec parts;
    private final Response response;
    private final Http http;

    private record Response(Method http, Method equal, Method toBuilder, Method withHttp, Method build) {

        static Response of(Class<?> type, Class<?> http) throws ReflectiveOperationException {
            Class<?> builder = Class.forName(type.getName() + "$Builder", false, type.getClassLoader());
            return new Response(
                    type.getMethod("sdkHttpResponse"),
                    type.getMethod("equalsBySdkFields", Object.class),
                    type.getMethod("toBuilder"),
                    builder.getMethod("sdkHttpResponse", http),
                    builder.getMethod("build"));
        }
    }

    private record Http(
            Method status,
            Method text,
            Method headers,
            Method builder,
            Method withStatus,
            Method withText,
            Method withHeaders,
            Method build) {

        static Http of(Class<?> type) throws ReflectiveOperationException {
            Class<?> builder = Class.forName(type.getName() + "$Builder", false, type.getClassLoader());
            return new Http(
                    type.getMethod("statusCode"),
                    type.getMethod("statusText"),
                    type.getMethod("headers"),
                    type.getMethod("builder"),
                    builder.getMethod("statusCode", int.class),
                    builder.getMethod("statusText", String.class),
                    builder.getMethod("headers", Map.class),
                    builder.getMethod("build"));
        }
    }

    private AwsResponseCodec(Class<?> type, ValueCodec parts, Response response, Http http) {
        super(ID, type);
        this.parts = parts;
        this.response = response;
        this.http = http;
    }

    static boolean carries(Class<?> type) {
        return base(type) != null;
    }

    private static @Nullable Class<?> base(Class<?> type) {
        Class<?> at = type;
        while (at != null && !at.getName().equals(BASE)) {
            at = at.getSuperclass();
        }
        return at;
    }

    static AwsResponseCodec of(
            Type declared, Class<?> type, @Nullable ClassLoader loader, List<String> allow, Anatomy anatomy)
            throws Uncacheable {
        try {
            Class<?> base = base(type);
            if (base == null) {
                throw new ClassNotFoundException(BASE);
            }
            Class<?> http = base.getMethod("sdkHttpResponse").getReturnType();
            return new AwsResponseCodec(
                    type,
                    new GraphCodec(declared, ArrayList.class, loader, allow, anatomy),
                    Response.of(base, http),
                    Http.of(http));
        } catch (ReflectiveOperationException | LinkageError otherVersion) {
            throw new Uncacheable(
                    type.getName() + " cannot be made again with this version of AWS's SDK: " + otherVersion);
        }
    }

    @Override
    public long shape() {
        return parts.shape();
    }

    @Override
    byte[] written(Object value) throws ReflectiveOperationException, Uncacheable {
        Object received = response.http.invoke(value);
        List<Object> taken = new ArrayList<>(received == null ? List.of() : ofHttp(received));
        taken.add(withHttp(value, null));
        byte[] content = parts.encode(taken);
        // The parts are compared by their own codec; here, whether the builders take them all.
        Object made = made(taken);
        Object again = response.http.invoke(made);
        boolean alike = received == null ? again == null : again != null && alike(received, again);
        if (!alike || !Boolean.TRUE.equals(response.equal.invoke(value, made))) {
            throw new Uncacheable("a " + type.getName() + " is not given back by the SDK's own builders");
        }
        return content;
    }

    @Override
    Object made(byte[] content) throws ReflectiveOperationException, Undecodable {
        return made((List<?>) parts.decode(content));
    }

    private boolean alike(Object one, Object other) throws ReflectiveOperationException {
        return one.getClass() == other.getClass() && ofHttp(one).equals(ofHttp(other));
    }

    /** Returns status, text, and the names and values of the headers in their order. */
    private List<Object> ofHttp(Object received) throws ReflectiveOperationException {
        List<Object> headers = new ArrayList<>();
        ((Map<?, ?>) http.headers.invoke(received)).forEach((name, values) -> {
            headers.add(name);
            headers.add(new ArrayList<>((List<?>) values));
        });
        List<Object> taken = new ArrayList<>();
        taken.add(http.status.invoke(received));
        taken.add(((Optional<?>) http.text.invoke(received)).orElse(null));
        taken.add(headers);
        return taken;
    }

    private Object made(List<?> taken) throws ReflectiveOperationException {
        Object plain = taken.get(taken.size() - 1);
        if (taken.size() == 1) {
            return withHttp(plain, null);
        }
        Map<Object, Object> headers = new LinkedHashMap<>();
        List<?> namesAndValues = (List<?>) taken.get(2);
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            headers.put(namesAndValues.get(i), namesAndValues.get(i + 1));
        }
        Object builder = http.builder.invoke(null);
        http.withStatus.invoke(builder, taken.get(0));
        http.withText.invoke(builder, taken.get(1));
        http.withHeaders.invoke(builder, headers);
        return withHttp(plain, http.build.invoke(builder));
    }

    private Object withHttp(@Nullable Object value, @Nullable Object received) throws ReflectiveOperationException {
        Object builder = response.toBuilder.invoke(value);
        response.withHttp.invoke(builder, received);
        return response.build.invoke(builder);
    }
}
