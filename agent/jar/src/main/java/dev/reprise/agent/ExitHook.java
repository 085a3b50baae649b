package dev.reprise.agent;

import dev.reprise.admin.ExitReport;
import dev.reprise.admin.ObservedReport;
import dev.reprise.engine.Engine;
import dev.reprise.engine.Engine.MethodFigures;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.Mode;
import dev.reprise.weaver.EngineGate;
import dev.reprise.weaver.Weaver;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.slf4j.event.Level;

/**
 * What is done when the JVM ends: waits a bounded time for entries that are being written, and says what there is to say. A host
 * may let its calls come to their end in hooks of its own, for half a minute; as long as an engine answers and keeps them, this
 * waits for those, where the JVM can tell when they are over.
 */
final class ExitHook {

    private final Configuration configuration;
    private final Weaver weaver;
    private final EngineSupplier engines;
    private final Ending last = new Ending(this, /* isLast= */ true);
    private volatile boolean waits;

    ExitHook(Configuration configuration, Weaver weaver, EngineSupplier engines) {
        this.configuration = configuration;
        this.weaver = weaver;
        this.engines = engines;
    }

    /** Returns a thread for the JVM to start when it begins to end. */
    Thread first() {
        return new Ending(this, /* isLast= */ false);
    }

    /** Waits for the hooks of the host, if it can: there is an engine. To be called once. */
    void waitForHost() {
        waits = EngineGate.runLast(new Last(last));
    }

    /** Carries nothing of the thread that made it. */
    private static final class Ending extends Thread {

        private final ExitHook exit;
        private final boolean isLast;

        Ending(ExitHook exit, boolean isLast) {
            super(null, null, "reprise-exit", 0, /* inheritThreadLocals= */ false);
            setContextClassLoader(null);
            this.exit = exit;
            this.isLast = isLast;
        }

        @Override
        public void run() {
            if (isLast || !exit.waits) {
                exit.run();
            }
        }
    }

    /** Run by the thread that ends the JVM, which is any of the host's. */
    private static final class Last implements Runnable {

        private final Ending ending;

        Last(Ending ending) {
            this.ending = ending;
        }

        @Override
        public void run() {
            try {
                ending.start();
            } catch (Throwable noThread) {
                ending.exit.run();
                return;
            }
            boolean interrupted = false;
            while (ending.isAlive()) {
                try {
                    ending.join();
                } catch (InterruptedException stopped) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        try {
            end();
        } catch (Throwable failure) {
            // The host ends; whatever failed here, such as a jar that was deleted meanwhile, is not its concern.
        }
    }

    private void end() {
        Engine engine = engines.started();
        if (engine != null) {
            engine.close();
        }
        for (String line : weaver.unmatched()) {
            Agent.say(Level.WARN, line);
        }
        List<MethodFigures> figures = engine == null ? List.of() : engine.figures();
        Mode mode = engine == null ? configuration.mode() : engines.standings().configured();
        if (!configuration.quiet()) {
            for (String line : ExitReport.of(figures, mode, configuration.prices())) {
                Agent.say(Level.INFO, line);
            }
        }
        File report = configuration.report();
        if (report != null) {
            write(report, ObservedReport.of(figures, mode, configuration));
        }
    }

    private static void write(File report, List<String> lines) {
        try {
            ReportFile.write(report, lines);
        } catch (IOException failure) {
            Agent.say(Level.WARN, "the report cannot be written (report: " + report + "): " + failure.getMessage());
        }
    }
}
