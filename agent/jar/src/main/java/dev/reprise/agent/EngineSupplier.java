package dev.reprise.agent;

import dev.reprise.engine.Engine;
import dev.reprise.engine.config.Configuration;
import dev.reprise.weaver.CallHandler;
import dev.reprise.weaver.EngineGate;
import java.lang.instrument.Instrumentation;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the engine at the first call of a woven method. Thread-safe. */
final class EngineSupplier implements Supplier<CallHandler> {

    private final Configuration configuration;
    private final Instrumentation instrumentation;
    private volatile @Nullable Engine engine;

    EngineSupplier(Configuration configuration, Instrumentation instrumentation) {
        this.configuration = configuration;
        this.instrumentation = instrumentation;
    }

    @Override
    public synchronized CallHandler get() {
        Engine made = engine;
        if (made == null) {
            made = new Engine(
                    configuration,
                    new InstrumentedAccess(instrumentation),
                    InstantSource.system(),
                    System::nanoTime,
                    EngineGate::inside);
            engine = made;
        }
        return new EngineHandler(made);
    }

    /** Returns the engine, or null if no woven method was called yet. */
    @Nullable
    Engine started() {
        return engine;
    }
}
