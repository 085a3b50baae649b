package dev.reprise.engine.batch;

import dev.reprise.engine.reflect.FieldAccess;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The texts of a request of ollama4j or of Azure's client of OpenAI. */
final class BeanItems implements Items {

    private final Bean request;

    BeanItems(Class<?> type, FieldAccess access) throws ReflectiveOperationException {
        request = new Bean(type, "input", access);
    }

    @Override
    public @Nullable List<?> of(Object argument) throws ReflectiveOperationException {
        return request.isOf(argument) && request.changed(argument) instanceof List<?> list ? list : null;
    }

    @Override
    public Object with(Object argument, List<?> items) throws ReflectiveOperationException {
        return request.with(argument, new ArrayList<>(items));
    }
}
