package dev.reprise.agent;

import dev.reprise.engine.Engine;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.standing.Standings;
import dev.reprise.weaver.CallHandler;
import dev.reprise.weaver.EngineGate;
import dev.reprise.weaver.Weaver;
import java.lang.instrument.Instrumentation;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the engine at the first call of a woven method, or when somebody asks for it. Thread-safe. */
final class EngineSupplier implements Supplier<CallHandler> {

    private final Configuration configuration;
    private final Instrumentation instrumentation;
    private volatile @Nullable Weaver weaver;
    private volatile @Nullable Engine engine;
    private @Nullable Standings standings;

    EngineSupplier(Configuration configuration, Instrumentation instrumentation) {
        this.configuration = configuration;
        this.instrumentation = instrumentation;
    }

    /** Names the weaver, whose woven methods ask no more when the mode of everything is off. */
    void weaver(Weaver installed) {
        weaver = installed;
    }

    @Override
    public CallHandler get() {
        return new EngineHandler(engine());
    }

    /** Returns the engine. */
    synchronized Engine engine() {
        Engine made = engine;
        if (made == null) {
            made = new Engine(
                    configuration,
                    standings(),
                    new InstrumentedAccess(instrumentation),
                    InstantSource.system(),
                    System::nanoTime,
                    EngineGate::inside);
            engine = made;
        }
        return made;
    }

    /** Returns how far methods go. */
    synchronized Standings standings() {
        Standings made = standings;
        if (made == null) {
            made = new Standings(configuration, this::open);
            standings = made;
        }
        return made;
    }

    private void open(boolean open) {
        Weaver installed = weaver;
        if (installed != null) {
            installed.open(open);
        }
    }

    /** Returns the engine, or null if no woven method was called yet. */
    @Nullable
    Engine started() {
        return engine;
    }
}
