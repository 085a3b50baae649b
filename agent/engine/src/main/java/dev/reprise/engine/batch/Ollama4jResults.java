package dev.reprise.engine.batch;

import dev.reprise.engine.reflect.FieldAccess;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The embeddings of an answer of ollama4j; every number beside them is about the asking. */
final class Ollama4jResults implements Results {

    private final Bean result;
    private final Method setTotalDuration;
    private final Method setLoadDuration;
    private final Method setPromptEvalCount;

    Ollama4jResults(Class<?> type, FieldAccess access) throws ReflectiveOperationException {
        KnownFields.check(type, "model", "embeddings", "totalDuration", "loadDuration", "promptEvalCount");
        result = new Bean(type, "embeddings", access);
        setTotalDuration = type.getMethod("setTotalDuration", long.class);
        setLoadDuration = type.getMethod("setLoadDuration", long.class);
        setPromptEvalCount = type.getMethod("setPromptEvalCount", int.class);
    }

    @Override
    public @Nullable List<?> of(Object answer) throws ReflectiveOperationException {
        return (List<?>) result.changed(answer);
    }

    @Override
    public Object with(Object answer, List<?> results, boolean asked) throws ReflectiveOperationException {
        Object made = result.with(answer, results);
        if (!asked) {
            setTotalDuration.invoke(made, 0L);
            setLoadDuration.invoke(made, 0L);
            setPromptEvalCount.invoke(made, 0);
        }
        return made;
    }
}
