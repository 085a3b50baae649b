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
    private boolean woven = true;
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
        Gate.install(table, engine);
        Gate.open(open && woven, woven);
        installed = true;
    }

    /**
     * Lets woven methods ask, those that there are and those that will be, or not.
     *
     * @param wanted whether they ask
     * @param areWoven whether they are woven; those that still are if they are not to be ask nothing
     */
    synchronized void open(boolean wanted, boolean areWoven) {
        open = wanted;
        woven = areWoven;
        if (installed) {
            Gate.open(wanted && areWoven, areWoven);
        }
    }

    /** A class of its own, because the verifier looks for the gate before a class that hands one over can run. */
    private static final class Gate {

        static void install(RuleTable table, Supplier<CallHandler> engine) {
            RepriseGate.install(new EngineGate(table, engine));
        }

        static void open(boolean open, boolean listening) {
            RepriseGate.listening = listening && !EngineGate.hasFailed();
            RepriseGate.open = open && !EngineGate.hasFailed();
            if (!open) {
                EngineGate.closed();
            }
        }
    }
}
