package dev.reprise.agent;

import dev.reprise.engine.reflect.FieldAccess;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;

/** Opens packages of named modules to the agent, without a flag and without a warning. Thread-safe. */
final class InstrumentedAccess implements FieldAccess {

    private final Instrumentation instrumentation;

    InstrumentedAccess(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    @Override
    public void open(Module module, String packageName) {
        Module agent = InstrumentedAccess.class.getModule();
        if (module.isNamed() && module.getPackages().contains(packageName) && !module.isOpen(packageName, agent)) {
            instrumentation.redefineModule(
                    module, Set.of(), Map.of(), Map.of(packageName, Set.of(agent)), Set.of(), Map.of());
        }
    }
}
