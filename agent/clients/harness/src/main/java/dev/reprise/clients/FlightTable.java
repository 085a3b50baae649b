package dev.reprise.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import java.nio.file.Path;

/**
 * What callers got that asked a client the same at the same time, as {@link FlightRun} tells.
 *
 * @param plain without the agent
 * @param cached with the packaged agent
 */
public record FlightTable(Ended plain, Ended cached) {

    /**
     * Runs a service without the agent and with it, which may add no line to standard error but its own.
     *
     * @param configuration the lines of the agent's file
     */
    public static FlightTable of(Jdk jdk, Path directory, Class<?> main, String... configuration) {
        Fork fork = Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient());
        FlightTable table =
                new FlightTable(fork.run(main), fork.agent(configuration).run(main));
        assertThat(table.cached.foreignErrors()).isEqualTo(table.plain.foreignErrors());
        return table;
    }
}
