package dev.reprise.agent;

import dev.reprise.weaver.transform.LoadedClasses;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether tenants or controls are in force that code of the service has begun before the agent was attached. Holds nothing of
 * the service but counters, one for each loader of the API. Thread-safe.
 */
final class EarlierScopes implements BooleanSupplier {

    /** As the API has it. */
    private static final String COUNTER = "UNKNOWN_SCOPES";

    private final List<AtomicInteger> counters;

    private EarlierScopes(List<AtomicInteger> counters) {
        this.counters = counters;
    }

    /** Returns those of a JVM; null if none was ever begun in it, as in one that only starts. */
    static @Nullable EarlierScopes in(Instrumentation instrumentation) {
        List<AtomicInteger> counters = new ArrayList<>();
        for (Class<?> facade : LoadedClasses.facades(instrumentation)) {
            AtomicInteger counter = counter(facade, instrumentation);
            if (counter != null) {
                counters.add(counter);
            }
        }
        return counters.isEmpty() ? null : new EarlierScopes(counters);
    }

    private static @Nullable AtomicInteger counter(Class<?> facade, Instrumentation instrumentation) {
        try {
            new InstrumentedAccess(instrumentation).open(facade.getModule(), facade.getPackageName());
            Field counter = facade.getDeclaredField(COUNTER);
            counter.setAccessible(true);
            return (AtomicInteger) counter.get(null);
        } catch (ReflectiveOperationException | LinkageError unknown) {
            return null; // Another class of that name.
        }
    }

    @Override
    public boolean getAsBoolean() {
        for (AtomicInteger counter : counters) {
            if (counter.get() > 0) {
                return true;
            }
        }
        return false;
    }
}
