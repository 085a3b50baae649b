package dev.reprise.engine.batch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be embedded of a request of Spring AI: a text, texts, and for OpenAI also tokens or lists of tokens. */
final class SpringItems implements Items {

    private final RecordType request;
    private final int input;

    SpringItems(Class<?> type) throws ReflectiveOperationException {
        request = new RecordType(type);
        input = request.component("input");
    }

    @Override
    public @Nullable List<?> of(Object argument) throws ReflectiveOperationException {
        if (!request.isOf(argument)) {
            return null;
        }
        Object held = request.get(argument, input);
        if (held instanceof String) {
            return List.of(held);
        }
        if (!(held instanceof List<?> list) || list.isEmpty()) {
            return null;
        }
        return isTokens(list) ? List.of(list) : list;
    }

    /** A list of numbers is one text, as tokens. */
    private static boolean isTokens(List<?> list) {
        return list.get(0) instanceof Number;
    }

    @Override
    public boolean isUsual(Object argument) throws ReflectiveOperationException {
        return request.get(argument, input) instanceof List<?> list && !isTokens(list);
    }

    @Override
    public Object with(Object argument, List<?> items) throws ReflectiveOperationException {
        return request.with(argument, input, List.copyOf(items));
    }
}
