package dev.reprise.bootstrap;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.security.CodeSource;

/**
 * The agent's entry point. It decides whether the agent belongs into this JVM, and hands over to the class loader that
 * holds the rest of it.
 *
 * <p>It runs before the host's main class, so it touches as little of the JDK as it can: no logging, no management, no
 * thread, no TLS, no {@code java.nio.file}. Whatever fails costs one line on standard error and leaves the host as it
 * was.
 */
public final class Premain {

    private static final String AGENT = "dev.reprise.agent.Agent";

    /** What follows is a command to the agent that is here, and not the path of a configuration. */
    private static final char COMMAND = '@';

    private Premain() {}

    /** Returns why the agent is off in this JVM, as {@code dev.reprise.api.Reprise} puts it; null while it is on. */
    public static String off() {
        return StandDown.off;
    }

    /**
     * Starts the agent with the JVM.
     *
     * @param argument what follows the jar's name on the command line, or null
     * @param instrumentation the JVM's hook for class files
     */
    public static void premain(String argument, Instrumentation instrumentation) {
        start(argument, instrumentation);
    }

    /**
     * Starts the agent in a JVM that runs already, or brings it a command.
     *
     * @param argument what the attaching tool passed: the path of a configuration, or null; or a command behind an
     *     {@code @}, which an agent that is not there does not hear
     * @param instrumentation the JVM's hook for class files
     */
    public static void agentmain(String argument, Instrumentation instrumentation) {
        if (argument != null && !argument.isEmpty() && argument.charAt(0) == COMMAND) {
            command(argument.substring(1));
        } else {
            boolean second = StandDown.agent != null;
            start(argument, instrumentation);
            Class<?> started = StandDown.agent;
            if (!second && started != null) {
                showAsAttached(started, instrumentation);
            }
        }
    }

    /** Nothing on the command line of this JVM tells of the agent. */
    private static void showAsAttached(Class<?> agent, Instrumentation instrumentation) {
        try {
            agent.getMethod("attached", Instrumentation.class).invoke(null, instrumentation);
        } catch (Throwable closed) {
            // A list of JVMs will lack it.
        }
    }

    private static void command(String command) {
        Class<?> present = StandDown.agent;
        if (present == null) {
            return;
        }
        try {
            present.getMethod("command", String.class).invoke(null, command);
        } catch (Throwable failure) {
            Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : failure;
            System.err.println("[reprise] cannot do \"" + command + "\": " + cause);
        }
    }

    private static void start(String argument, Instrumentation instrumentation) {
        try {
            StandDown standDown = StandDown.reason();
            if (standDown == null) {
                StandDown.off = run(argument, instrumentation);
            } else if (standDown.line() != null) {
                if (!standDown.isSecond()) {
                    StandDown.off = "it " + standDown.line();
                }
                System.err.println("[reprise] " + standDown.line());
            }
        } catch (Throwable failure) {
            report(failure);
        }
    }

    /** Returns why the agent stays off, or null. */
    private static String run(String argument, Instrumentation instrumentation) throws Exception {
        CodeSource source = Premain.class.getProtectionDomain().getCodeSource();
        AgentClassLoader loader =
                AgentClassLoader.open(new File(source.getLocation().toURI()));
        Class<?> loaded = loader.loadClass(AGENT);
        Object reason =
                loaded.getMethod("start", String.class, Instrumentation.class).invoke(null, argument, instrumentation);
        loader.started();
        StandDown.agent = loaded;
        return (String) reason;
    }

    private static void report(Throwable failure) {
        try {
            Throwable cause = failure instanceof InvocationTargetException && failure.getCause() != null
                    ? failure.getCause()
                    : failure;
            String remedy = cause instanceof SecurityException
                    ? ". Run the service without a security manager, or let its policy grant"
                            + " java.security.AllPermission to the agent's jar and to the service's code"
                    : "";
            String reason = "it could not start: " + cause + remedy;
            System.err.println("[reprise] is off, because " + reason);
            StandDown.off = reason;
        } catch (Throwable silent) {
            // Not even the line could be written: the host matters more.
        }
    }
}
