package dev.reprise.engine.batch;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The embeddings of an answer of openai-java, each with the index of what it is of. */
final class OpenAiResults implements Results {

    private final Method data;
    private final Method known;
    private final Method toBuilder;
    private final Method setData;
    private final Method setUsage;
    private final Method setMore;
    private final Method build;
    private final Method index;
    private final Method content;
    private final Method resultToBuilder;
    private final Method setIndex;
    private final Method buildResult;
    private final Object noUsage;

    OpenAiResults(Class<?> type) throws ReflectiveOperationException {
        data = type.getMethod("_data");
        known = data.getReturnType().getMethod("asKnown");
        toBuilder = type.getMethod("toBuilder");
        Class<?> building = toBuilder.getReturnType();
        setData = building.getMethod("data", List.class);
        Class<?> usage = type.getMethod("usage").getReturnType();
        setUsage = building.getMethod("usage", usage);
        setMore = building.getMethod("additionalProperties", Map.class);
        build = building.getMethod("build");
        Class<?> result = Class.forName("com.openai.models.embeddings.Embedding", false, type.getClassLoader());
        index = result.getMethod("_index");
        content = result.getMethod("embedding");
        resultToBuilder = result.getMethod("toBuilder");
        setIndex = resultToBuilder.getReturnType().getMethod("index", long.class);
        buildResult = resultToBuilder.getReturnType().getMethod("build");
        noUsage = noUsage(usage);
    }

    private static Object noUsage(Class<?> usage) throws ReflectiveOperationException {
        Object builder = usage.getMethod("builder").invoke(null);
        for (String tokens : List.of("promptTokens", "totalTokens")) {
            builder.getClass().getMethod(tokens, long.class).invoke(builder, 0L);
        }
        return builder.getClass().getMethod("build").invoke(builder);
    }

    @Override
    public @Nullable List<?> of(Object answer) throws ReflectiveOperationException {
        return (List<?>) got(data.invoke(answer));
    }

    @Override
    public Object with(Object answer, List<?> results, boolean asked) throws ReflectiveOperationException {
        Object made = toBuilder.invoke(answer);
        setData.invoke(made, results);
        if (!asked) {
            setUsage.invoke(made, noUsage);
            setMore.invoke(made, Map.of());
        }
        return build.invoke(made);
    }

    @Override
    public long place(Object result, int position) throws ReflectiveOperationException {
        return got(index.invoke(result)) instanceof Long place ? place : position;
    }

    @Override
    public Object placed(Object result, int place) throws ReflectiveOperationException {
        if (!(got(index.invoke(result)) instanceof Long said) || said == place) {
            return result; // One that says nothing of it goes by its position.
        }
        Object made = resultToBuilder.invoke(result);
        setIndex.invoke(made, (long) place);
        return buildResult.invoke(made);
    }

    @Override
    public @Nullable Object content(Object result) throws ReflectiveOperationException {
        return content.invoke(result);
    }

    private @Nullable Object got(Object field) throws ReflectiveOperationException {
        return ((Optional<?>) known.invoke(field)).orElse(null);
    }
}
