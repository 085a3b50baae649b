package dev.reprise.engine.batch;

import dev.reprise.engine.reflect.FieldAccess;
import dev.reprise.engine.value.Uncacheable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The embeddings of an answer of Azure's client of OpenAI with the HTTP answer around it, which is about the asking. */
final class AzureResponseResults implements Results {

    private final Results embeddings;
    private final Class<?> held;
    private final Method value;
    private final Method status;
    private final Constructor<?> asReal;
    private final Constructor<?> anew;
    private final Constructor<?> noHeaders;

    /**
     * @param type the type of the HTTP answer
     * @param loader knows the client
     */
    AzureResponseResults(Class<?> type, @Nullable ClassLoader loader, FieldAccess access)
            throws ReflectiveOperationException {
        held = Class.forName("com.azure.ai.openai.models.Embeddings", false, loader);
        embeddings = new AzureResults(held, access);
        value = type.getMethod("getValue");
        status = type.getMethod("getStatusCode");
        Class<?> request = type.getMethod("getRequest").getReturnType();
        Class<?> headers = type.getMethod("getHeaders").getReturnType();
        Class<?> simple = Class.forName(type.getPackageName() + ".SimpleResponse", false, type.getClassLoader());
        asReal = simple.getConstructor(type, Object.class);
        anew = simple.getConstructor(request, int.class, headers, Object.class);
        noHeaders = headers.getConstructor();
    }

    @Override
    public @Nullable List<?> of(Object answer) throws ReflectiveOperationException {
        Object inside = value.invoke(answer);
        return held.isInstance(inside) ? embeddings.of(inside) : null;
    }

    @Override
    public Object with(Object answer, List<?> results, boolean asked) throws ReflectiveOperationException, Uncacheable {
        Object other = embeddings.with(value.invoke(answer), results, asked);
        return asked
                ? asReal.newInstance(answer, other)
                : anew.newInstance(null, status.invoke(answer), noHeaders.newInstance(), other);
    }

    @Override
    public long place(Object result, int position) throws ReflectiveOperationException {
        return embeddings.place(result, position);
    }

    @Override
    public Object placed(Object result, int place) throws ReflectiveOperationException {
        return embeddings.placed(result, place);
    }

    @Override
    public @Nullable Object content(Object result) throws ReflectiveOperationException {
        return embeddings.content(result);
    }
}
