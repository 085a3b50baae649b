package dev.reprise.agent;

import dev.reprise.admin.cli.Tool;
import dev.reprise.engine.log.AgentLog;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import org.slf4j.event.Level;

/** The command line: the class that its entry point hands over to. */
public final class Commands {

    private Commands() {}

    /**
     * Runs a command.
     *
     * @param arguments its name, and what follows it
     * @return 0 if it was done, 1 if not, 2 if the arguments make no command
     * @throws IOException if the agent's own jar cannot be read
     */
    public static int run(String[] arguments, PrintStream out, PrintStream err) throws IOException {
        AgentLog.configure(Level.WARN, "text");
        return Tool.run(arguments, Agent.version(), jar(), CatalogueResource.clients(), AnnotatedRules::new, out, err);
    }

    private static File jar() throws IOException {
        try {
            return new File(Commands.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException noFile) {
            throw new IOException("the agent does not lie in a file", noFile);
        }
    }
}
