package dev.reprise.engine.batch;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The list that a model of LangChain4j answers with, beside the tokens that were paid for. */
final class LangChain4jResponses implements Results {

    private final Method content;
    private final Method usage;
    private final LangChain4jUsage usages;
    private final Method reason;
    private final Method metadata;
    private final Constructor<?> constructor;
    private final Class<?> embedding;
    private final Method vector;

    LangChain4jResponses(Class<?> type) throws ReflectiveOperationException {
        KnownFields.check(type, "content", "tokenUsage", "finishReason", "metadata");
        content = type.getMethod("content");
        usage = type.getMethod("tokenUsage");
        usages = new LangChain4jUsage(usage.getReturnType());
        reason = type.getMethod("finishReason");
        metadata = type.getMethod("metadata");
        constructor = type.getConstructor(
                Object.class, usage.getReturnType(), reason.getReturnType(), metadata.getReturnType());
        embedding = Class.forName("dev.langchain4j.data.embedding.Embedding", false, type.getClassLoader());
        vector = embedding.getMethod("vector");
    }

    @Override
    public @Nullable List<?> of(Object answer) throws ReflectiveOperationException {
        return content.invoke(answer) instanceof List<?> list ? list : null;
    }

    @Override
    public Object with(Object answer, List<?> results, boolean asked) throws ReflectiveOperationException {
        Object list = new ListResults().with(content.invoke(answer), results, asked);
        Object tokens = usage.invoke(answer);
        return constructor.newInstance(
                list,
                asked ? tokens : usages.zero(tokens),
                reason.invoke(answer),
                asked ? metadata.invoke(answer) : Map.of());
    }

    @Override
    public @Nullable Object content(Object result) throws ReflectiveOperationException {
        return embedding.isInstance(result) ? vector.invoke(result) : result;
    }
}
