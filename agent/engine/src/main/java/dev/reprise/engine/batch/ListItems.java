package dev.reprise.engine.batch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The elements of a list. Another collection has no order in which results could come. */
final class ListItems implements Items {

    @Override
    public @Nullable List<?> of(Object argument) {
        return argument instanceof List<?> list ? list : null;
    }

    /** Those of Guava are of one class for one element and of another for several, and nothing but their elements. */
    @Override
    public boolean isUsual(Object argument) {
        String type = argument.getClass().getName();
        return !(type.startsWith("com.google.common.collect.") && type.endsWith("ImmutableList"));
    }

    @Override
    public Object with(Object argument, List<?> items) {
        return new ArrayList<>(items);
    }
}
