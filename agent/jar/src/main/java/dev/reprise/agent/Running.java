package dev.reprise.agent;

import dev.reprise.admin.jmx.Registration;
import dev.reprise.admin.jmx.RepriseMXBean;
import dev.reprise.admin.jmx.RunningAgent;
import dev.reprise.admin.live.Answering;
import dev.reprise.engine.Engine;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.standing.Standings;
import dev.reprise.weaver.Weaver;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The agent of this JVM, for who wants to see or change something. Thread-safe. */
final class Running implements RunningAgent {

    private final EngineSupplier engines;

    private Running(EngineSupplier engines) {
        this.engines = engines;
    }

    /**
     * Registers the bean. Here, so that none of its classes is loaded before it is wanted.
     *
     * @throws Exception if the JVM's MBean server refuses it
     */
    static void show(EngineSupplier engines) throws Exception {
        Registration.register(new Running(engines));
    }

    /**
     * Answers the command line, without JMX.
     *
     * @param socket the path at which it waits
     */
    static void answer(EngineSupplier engines, String socket) throws IOException {
        Answering.begin(socket, Registration.bean(new Running(engines)), RepriseMXBean.class);
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
        return engines.configuration();
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
    public boolean isWoven() {
        Weaver weaver = engines.weaver();
        return weaver != null && weaver.isWoven();
    }

    @Override
    public List<String> unmatched() {
        Weaver weaver = engines.weaver();
        return weaver != null && weaver.isWoven() ? weaver.unmatched() : List.of();
    }

    @Override
    public int weave(boolean wanted) {
        return engines.weave(wanted);
    }

    @Override
    public List<String> reload() {
        return engines.reload().now();
    }

    @Override
    public boolean isLeftAside() {
        return engines.reload().isWrong();
    }

    @Override
    public Engine engine() {
        return engines.engine();
    }
}
