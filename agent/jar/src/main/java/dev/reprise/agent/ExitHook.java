package dev.reprise.agent;

import dev.reprise.admin.ExitReport;
import dev.reprise.admin.ObservedReport;
import dev.reprise.engine.Engine;
import dev.reprise.engine.Engine.MethodFigures;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.Mode;
import dev.reprise.weaver.Weaver;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.slf4j.event.Level;

/**
 * The thread that the JVM starts when it ends: waits a bounded time for entries that are being written, and says what
 * there is to say. It carries nothing of the thread that made it.
 */
final class ExitHook extends Thread {

    private final Configuration configuration;
    private final Weaver weaver;
    private final EngineSupplier engines;

    ExitHook(Configuration configuration, Weaver weaver, EngineSupplier engines) {
        super(null, null, "reprise-exit", 0, /* inheritThreadLocals= */ false);
        setContextClassLoader(null);
        this.configuration = configuration;
        this.weaver = weaver;
        this.engines = engines;
    }

    @Override
    public void run() {
        try {
            end();
        } catch (Throwable failure) {
            // The host ends; whatever failed here, such as a jar that was deleted meanwhile, is not its concern.
        }
    }

    private void end() {
        Engine engine = engines.started();
        if (engine != null) {
            engine.end();
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
