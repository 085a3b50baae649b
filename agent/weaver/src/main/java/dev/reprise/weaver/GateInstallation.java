package dev.reprise.weaver;

import dev.reprise.gate.RepriseGate;
import dev.reprise.weaver.match.RuleTable;
import dev.reprise.weaver.transform.BeforeWeaving;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.function.Supplier;

/** Defines and installs the gate before the first class that will call it is woven. Thread-safe. */
final class GateInstallation implements BeforeWeaving {

    private final Instrumentation instrumentation;
    private final RuleTable table;
    private final Supplier<CallHandler> engine;
    private boolean open;
    private boolean installed;

    GateInstallation(Instrumentation instrumentation, RuleTable table, Supplier<CallHandler> engine, boolean open) {
        this.instrumentation = instrumentation;
        this.table = table;
        this.engine = engine;
        this.open = open;
    }

    @Override
    public synchronized void prepare() throws IOException {
        if (installed) {
            return;
        }
        GateDefinition.define(instrumentation, GateInstallation.class.getClassLoader());
        Gate.install(table, engine, open);
        installed = true;
    }

    /** Lets woven methods ask, those that there are and those that will be, or not. */
    synchronized void open(boolean wanted) {
        open = wanted;
        if (installed) {
            Gate.open(wanted);
        }
    }

    /** A class of its own, because the verifier looks for the gate before a class that hands one over can run. */
    private static final class Gate {

        static void install(RuleTable table, Supplier<CallHandler> engine, boolean open) {
            RepriseGate.install(new EngineGate(table, engine));
            RepriseGate.open = open;
        }

        static void open(boolean open) {
            RepriseGate.open = open && !EngineGate.hasFailed();
            if (!open) {
                EngineGate.closed();
            }
        }
    }
}
