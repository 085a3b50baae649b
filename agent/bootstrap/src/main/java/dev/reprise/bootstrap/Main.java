package dev.reprise.bootstrap;

import java.io.File;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;

/** The command line of the agent's jar: hands over to the class loader that holds the rest of it. */
public final class Main {

    private static final String COMMANDS = "dev.reprise.agent.Commands";
    private static final int FAILED = 1;

    private Main() {}

    /**
     * Runs a command and ends the JVM with its status.
     *
     * @param arguments the command and what follows it
     * @throws Exception if the jar cannot be read
     */
    public static void main(String[] arguments) throws Exception {
        String unsupported = StandDown.unsupported(System.getProperty("java.specification.version"));
        if (unsupported != null) {
            System.err.println("[reprise] " + unsupported);
            System.exit(FAILED);
        }
        File jar = new File(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        AgentClassLoader loader = AgentClassLoader.open(jar);
        loader.started();
        int status = FAILED;
        try {
            status = (Integer) loader.loadClass(COMMANDS)
                    .getMethod("run", String[].class, PrintStream.class, PrintStream.class)
                    .invoke(null, arguments, System.out, System.err);
        } catch (InvocationTargetException e) {
            System.err.println("[reprise] " + e.getCause());
        }
        System.out.flush();
        System.exit(status);
    }
}
