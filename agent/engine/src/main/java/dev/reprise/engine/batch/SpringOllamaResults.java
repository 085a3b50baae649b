package dev.reprise.engine.batch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The embeddings of an answer of Ollama through Spring AI; every number beside them is about the asking. */
final class SpringOllamaResults implements Results {

    private final RecordType response;
    private final int embeddings;
    private final int model;

    SpringOllamaResults(Class<?> type) throws ReflectiveOperationException {
        KnownFields.check(type, "model", "embeddings", "totalDuration", "loadDuration", "promptEvalCount");
        response = new RecordType(type);
        embeddings = response.component("embeddings");
        model = response.component("model");
    }

    @Override
    public @Nullable List<?> of(Object answer) throws ReflectiveOperationException {
        return (List<?>) response.get(answer, embeddings);
    }

    @Override
    public Object with(Object answer, List<?> results, boolean asked) throws ReflectiveOperationException {
        Object like = asked ? answer : response.with(response.zero(answer), model, response.get(answer, model));
        return response.with(like, embeddings, results);
    }
}
