package dev.reprise.admin.jmx;

import dev.reprise.engine.Engine;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.standing.Standings;
import java.util.List;
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

    /** Returns whether the methods of loaded classes are woven. */
    boolean isWoven();

    /** Returns a line for each of the user's rules that has found no method so far; none while nothing is woven. */
    List<String> unmatched();

    /**
     * Weaves the methods, or takes out again what was woven into them.
     *
     * @param wanted whether they are to be woven
     * @return how many classes were changed
     */
    int weave(boolean wanted);

    /** Reads the configuration's file again, and returns what there is to say of it, which is logged. */
    List<String> reload();

    /** Returns whether the file was left aside when it was last read again, because it was wrong or was not there. */
    boolean isLeftAside();

    /** Returns the engine, made if it is not yet there. */
    Engine engine();
}
