package dev.reprise.engine.batch;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The embeddings of an answer of Google's Gen AI SDK; what else it has is about the asking. */
final class GoogleResults implements Results {

    private final Method embeddings;
    private final Method toBuilder;
    private final Method setEmbeddings;
    private final Method clearResponse;
    private final Method clearMetadata;
    private final Method build;
    private final Method values;

    GoogleResults(Class<?> type) throws ReflectiveOperationException {
        embeddings = type.getMethod("embeddings");
        toBuilder = type.getMethod("toBuilder");
        Class<?> building = toBuilder.getReturnType();
        setEmbeddings = building.getMethod("embeddings", List.class);
        clearResponse = building.getMethod("clearSdkHttpResponse");
        clearMetadata = building.getMethod("clearMetadata");
        build = building.getMethod("build");
        values = Class.forName("com.google.genai.types.ContentEmbedding", false, type.getClassLoader())
                .getMethod("values");
    }

    @Override
    public @Nullable List<?> of(Object answer) throws ReflectiveOperationException {
        return (List<?>) ((Optional<?>) embeddings.invoke(answer)).orElse(null);
    }

    @Override
    public Object with(Object answer, List<?> results, boolean asked) throws ReflectiveOperationException {
        Object made = toBuilder.invoke(answer);
        setEmbeddings.invoke(made, results);
        if (!asked) {
            clearResponse.invoke(made);
            clearMetadata.invoke(made);
        }
        return build.invoke(made);
    }

    @Override
    public @Nullable Object content(Object result) throws ReflectiveOperationException {
        return values.invoke(result);
    }
}
