package dev.reprise.engine.batch;

import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The embeddings of an answer of LangChain4j, whose metadata hold the tokens that were paid for. */
final class LangChain4jResults implements Results {

    private final Method embeddings;
    private final Method metadata;
    private final Method builder;
    private final Method setEmbeddings;
    private final Method setMetadata;
    private final Method build;
    private final Method vector;
    private final Class<?> metadataType;
    private final Method modelName;
    private final Method metadataBuilder;
    private final Method usage;
    private final LangChain4jUsage usages;
    private final Method setModelName;
    private final Method setUsage;
    private final Method buildMetadata;

    LangChain4jResults(Class<?> type) throws ReflectiveOperationException {
        KnownFields.check(type, "embeddings", "metadata");
        embeddings = type.getMethod("embeddings");
        metadata = type.getMethod("metadata");
        builder = type.getMethod("builder");
        Class<?> building = builder.getReturnType();
        metadataType = metadata.getReturnType();
        KnownFields.check(metadataType, "modelName", "tokenUsage");
        setEmbeddings = building.getMethod("embeddings", List.class);
        setMetadata = building.getMethod("metadata", metadataType);
        build = building.getMethod("build");
        vector = Class.forName("dev.langchain4j.data.embedding.Embedding", false, type.getClassLoader())
                .getMethod("vector");
        modelName = metadataType.getMethod("modelName");
        metadataBuilder = metadataType.getMethod("builder");
        setModelName = metadataBuilder.getReturnType().getMethod("modelName", String.class);
        usage = metadataType.getMethod("tokenUsage");
        usages = new LangChain4jUsage(usage.getReturnType());
        setUsage = metadataBuilder.getReturnType().getMethod("tokenUsage", usage.getReturnType());
        buildMetadata = metadataBuilder.getReturnType().getMethod("build");
    }

    @Override
    public @Nullable List<?> of(Object answer) throws ReflectiveOperationException {
        return (List<?>) embeddings.invoke(answer);
    }

    @Override
    public Object with(Object answer, List<?> results, boolean asked) throws ReflectiveOperationException, Uncacheable {
        Object made = builder.invoke(null);
        setEmbeddings.invoke(made, results);
        Object said = metadata.invoke(answer);
        setMetadata.invoke(made, asked || said == null ? said : withoutUsage(said));
        return build.invoke(made);
    }

    private Object withoutUsage(Object said) throws ReflectiveOperationException, Uncacheable {
        if (said.getClass() != metadataType) {
            throw new Uncacheable("its answer has a " + said.getClass().getName() + " for all its items");
        }
        Object made = metadataBuilder.invoke(null);
        setModelName.invoke(made, modelName.invoke(said));
        setUsage.invoke(made, usages.zero(usage.invoke(said)));
        return buildMetadata.invoke(made);
    }

    @Override
    public @Nullable Object content(Object result) throws ReflectiveOperationException {
        return vector.invoke(result);
    }
}
