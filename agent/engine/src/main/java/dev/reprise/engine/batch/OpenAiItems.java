package dev.reprise.engine.batch;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is to be embedded of a request of openai-java: a text, texts, tokens, or arrays of tokens. */
final class OpenAiItems implements Items {

    private final Method input;
    private final Method known;
    private final Method text;
    private final Method texts;
    private final Method tokens;
    private final Method tokenArrays;
    private final Method toBuilder;
    private final Method setTexts;
    private final Method setTokenArrays;
    private final Method build;

    OpenAiItems(Class<?> type) throws ReflectiveOperationException {
        input = type.getMethod("_input");
        known = input.getReturnType().getMethod("asKnown");
        Class<?> union = type.getMethod("input").getReturnType();
        text = union.getMethod("string");
        texts = union.getMethod("arrayOfStrings");
        tokens = union.getMethod("arrayOfTokens");
        tokenArrays = union.getMethod("arrayOfTokenArrays");
        toBuilder = type.getMethod("toBuilder");
        Class<?> building = toBuilder.getReturnType();
        setTexts = building.getMethod("inputOfArrayOfStrings", List.class);
        setTokenArrays = building.getMethod("inputOfArrayOfTokenArrays", List.class);
        build = building.getMethod("build");
    }

    @Override
    public @Nullable List<?> of(Object argument) throws ReflectiveOperationException {
        Object union = union(argument);
        if (union == null) {
            return null;
        }
        for (Method many : List.of(texts, tokenArrays)) {
            if (got(many, union) instanceof List<?> list) {
                return list;
            }
        }
        for (Method one : List.of(text, tokens)) {
            Object item = got(one, union);
            if (item != null) {
                return List.of(item);
            }
        }
        return null;
    }

    @Override
    public boolean isUsual(Object argument) throws ReflectiveOperationException {
        Object union = union(argument);
        return union != null && (got(texts, union) != null || got(tokenArrays, union) != null);
    }

    @Override
    public Object with(Object argument, List<?> items) throws ReflectiveOperationException {
        Object made = toBuilder.invoke(argument);
        (items.get(0) instanceof String ? setTexts : setTokenArrays).invoke(made, items);
        return build.invoke(made);
    }

    private @Nullable Object union(Object argument) throws ReflectiveOperationException {
        return ((Optional<?>) known.invoke(input.invoke(argument))).orElse(null);
    }

    private static @Nullable Object got(Method optional, Object owner) throws ReflectiveOperationException {
        return ((Optional<?>) optional.invoke(owner)).orElse(null);
    }
}
