package dev.reprise.agent;

import dev.reprise.admin.jmx.Registration;
import dev.reprise.admin.jmx.RepriseMXBean;
import dev.reprise.admin.jmx.RunningAgent;
import dev.reprise.admin.live.Answering;
import dev.reprise.engine.Engine;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.standing.Standings;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The agent of this JVM, for who attaches to it. Thread-safe. */
final class Running implements RunningAgent {

    private final Configuration configuration;
    private final EngineSupplier engines;

    Running(Configuration configuration, EngineSupplier engines) {
        this.configuration = configuration;
        this.engines = engines;
    }

    /** Registers the bean. */
    void showInJmx() throws Exception {
        Registration.register(this);
    }

    /**
     * Answers the command line.
     *
     * @param socket the path at which it waits
     */
    void answer(String socket) throws IOException {
        Answering.begin(socket, Registration.bean(this), RepriseMXBean.class);
    }

    @Override
    public String version() {
        try {
            return Agent.version();
        } catch (IOException unreadable) { // The jar was taken away.
            return "(unknown)";
        }
    }

    @Override
    public Configuration configuration() {
        return configuration;
    }

    @Override
    public Standings standings() {
        return engines.standings();
    }

    @Override
    public @Nullable Engine started() {
        return engines.started();
    }

    @Override
    public Engine engine() {
        return engines.engine();
    }
}
