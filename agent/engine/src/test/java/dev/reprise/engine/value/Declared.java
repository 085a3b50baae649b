package dev.reprise.engine.value;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.answers.Methods;
import java.lang.reflect.Type;
import java.util.List;

/** Codecs for the return types of {@link Methods}. */
final class Declared {

    private Declared() {}

    static ValueCodec codec(String method, String... allow) throws Uncacheable {
        return new Codecs(FieldAccess.NONE).codec(type(method), Methods.class, List.of(allow));
    }

    @SuppressWarnings("unchecked")
    static <T> T again(String method, T value, String... allow) throws Exception {
        ValueCodec codec = codec(method, allow);
        byte[] content = codec.encode(value);
        return (T) codec.decode(content);
    }

    static Type type(String method) {
        try {
            return Methods.class.getMethod(method).getGenericReturnType();
        } catch (NoSuchMethodException unknown) {
            throw new IllegalArgumentException(unknown);
        }
    }
}
