package dev.reprise.admin.jmx;

import dev.reprise.engine.Engine;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.standing.Standings;
import org.jspecify.annotations.Nullable;

/** What the bean tells about and changes. Thread-safe. */
public interface RunningAgent {

    /** Returns the agent's version. */
    String version();

    /** Returns the configuration that the agent was started with. */
    Configuration configuration();

    /** Returns how far methods go. */
    Standings standings();

    /** Returns the engine; null as long as no woven method was called. */
    @Nullable
    Engine started();

    /** Returns the engine, made if it is not yet there. */
    Engine engine();
}
