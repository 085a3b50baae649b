package dev.reprise.engine.batch;

import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The embeddings of an HTTP answer of OpenAI through Spring AI, each with the index of what it is of. */
final class SpringOpenAiResults implements Results {

    private static final String API = "org.springframework.ai.openai.api.OpenAiApi$";

    private final Method body;
    private final Method status;
    private final Method number;
    private final Method headers;
    private final Method withStatus;
    private final Method withHeaders;
    private final Method withBody;
    private final RecordType list;
    private final RecordType usageType;
    private final RecordType embedding;
    private final int data;
    private final int usage;
    private final int index;
    private final int content;

    SpringOpenAiResults(Class<?> type, @Nullable ClassLoader loader) throws ReflectiveOperationException {
        body = type.getMethod("getBody");
        status = type.getMethod("getStatusCode");
        number = status.getReturnType().getMethod("value");
        headers = type.getMethod("getHeaders");
        withStatus = type.getMethod("status", int.class);
        withHeaders = withStatus.getReturnType().getMethod("headers", headers.getReturnType());
        withBody = withStatus.getReturnType().getMethod("body", Object.class);
        Class<?> lists = Class.forName(API + "EmbeddingList", false, loader);
        KnownFields.check(lists, "object", "data", "model", "usage");
        list = new RecordType(lists);
        usageType = new RecordType(Class.forName(API + "Usage", false, loader));
        embedding = new RecordType(Class.forName(API + "Embedding", false, loader));
        data = list.component("data");
        usage = list.component("usage");
        index = embedding.component("index");
        content = embedding.component("embedding");
    }

    @Override
    public @Nullable List<?> of(Object answer) throws ReflectiveOperationException {
        Object said = body.invoke(answer);
        return said != null && list.isOf(said) ? (List<?>) list.get(said, data) : null;
    }

    @Override
    public Object with(Object answer, List<?> results, boolean asked) throws ReflectiveOperationException, Uncacheable {
        Object said = body.invoke(answer);
        if (said == null || !list.isOf(said)) {
            throw new Uncacheable("its answer is no list of embeddings");
        }
        Object builder = withStatus.invoke(null, number.invoke(status.invoke(answer)));
        if (asked) {
            withHeaders.invoke(builder, headers.invoke(answer));
        }
        Object other = list.with(said, data, results);
        Object tokens = list.get(said, usage);
        if (!asked && tokens != null) {
            other = list.with(other, usage, usageType.zero(tokens));
        }
        return withBody.invoke(builder, other);
    }

    @Override
    public long place(Object result, int position) throws ReflectiveOperationException {
        return embedding.get(result, index) instanceof Integer place ? place : position;
    }

    @Override
    public Object placed(Object result, int place) throws ReflectiveOperationException {
        return !(embedding.get(result, index) instanceof Integer said) || said == place
                ? result
                : embedding.with(result, index, place);
    }

    @Override
    public @Nullable Object content(Object result) throws ReflectiveOperationException {
        return embedding.get(result, content);
    }
}
