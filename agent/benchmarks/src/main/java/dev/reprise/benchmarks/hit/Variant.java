package dev.reprise.benchmarks.hit;

import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One benchmark, as it is run for one cell of a table.
 *
 * @param type the benchmark's class
 * @param method its method
 * @param parameters the value of every parameter
 * @param configuration the name of the agent's configuration, or null to run without the agent
 * @param threads how many threads call at a time
 */
record Variant(
        Class<?> type,
        String method,
        SortedMap<String, String> parameters,
        @Nullable String configuration,
        int threads) {

    static Variant of(Class<?> type, String method) {
        return new Variant(type, method, new TreeMap<>(), null, /* threads= */ 1);
    }

    Variant with(String parameter, Object value) {
        SortedMap<String, String> more = new TreeMap<>(parameters);
        more.put(parameter, value.toString());
        return new Variant(type, method, more, configuration, threads);
    }

    Variant underAgent(String file) {
        return new Variant(type, method, parameters, file, threads);
    }

    Variant byThreads(int number) {
        return new Variant(type, method, parameters, configuration, number);
    }

    @Override
    public String toString() {
        Collection<String> values = parameters.values();
        return type.getSimpleName() + "." + method + (values.isEmpty() ? "" : " " + values)
                + (threads == 1 ? "" : " by " + threads + " threads");
    }
}
