package dev.reprise.engine.batch;

import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The inputs of a request for embeddings of LangChain4j. */
final class LangChain4jItems implements Items {

    private final Class<?> type;
    private final Method inputs;
    private final Method parameters;
    private final Method builder;
    private final Method setInputs;
    private final Method setParameters;
    private final Method build;

    LangChain4jItems(Class<?> type) throws ReflectiveOperationException {
        KnownFields.check(type, "inputs", "parameters");
        this.type = type;
        inputs = type.getMethod("inputs");
        parameters = type.getMethod("parameters");
        builder = type.getMethod("builder");
        Class<?> building = builder.getReturnType();
        setInputs = building.getMethod("inputs", List.class);
        setParameters = building.getMethod("parameters", parameters.getReturnType());
        build = building.getMethod("build");
    }

    @Override
    public @Nullable List<?> of(Object argument) throws ReflectiveOperationException {
        return argument.getClass() == type ? (List<?>) inputs.invoke(argument) : null;
    }

    @Override
    public Object with(Object argument, List<?> items) throws ReflectiveOperationException {
        Object made = builder.invoke(null);
        setInputs.invoke(made, items);
        setParameters.invoke(made, parameters.invoke(argument));
        return build.invoke(made);
    }
}
