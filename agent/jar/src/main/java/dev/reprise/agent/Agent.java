package dev.reprise.agent;

import dev.reprise.admin.StartLine;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationException;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.Problem;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.engine.log.AgentLog;
import dev.reprise.weaver.Weaver;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Starts the agent: the class that the entry point hands over to. The engine behind it is made at the first call of a
 * woven method; until then there is no tier, no thread and no file.
 */
public final class Agent {

    private static final String JMX = "jmx";
    private static final String CALL = "call:";

    private static final AtomicReference<@Nullable EngineSupplier> RUNNING = new AtomicReference<>();

    private Agent() {}

    /**
     * Starts the agent, or says why it stays off.
     *
     * @param argument the path of the configuration; null to look for it in the usual places
     * @param instrumentation the JVM's hook for class files
     * @return why the agent stays off, or null
     * @throws IOException if the agent's own jar cannot be read
     */
    public static @Nullable String start(@Nullable String argument, Instrumentation instrumentation)
            throws IOException {
        ProcessContext context = ProcessContext.current();
        Configuration configuration;
        try {
            configuration = configuration(argument, context);
        } catch (ConfigurationException wrong) {
            return off(wrong.problems());
        }
        if (!configuration.quiet()) {
            say(Level.INFO, StartLine.of(version(), configuration));
        }
        String heap = StartLine.warning(configuration, Runtime.getRuntime().maxMemory());
        if (heap != null) {
            say(Level.WARN, heap);
        }
        EngineSupplier engine = new EngineSupplier(
                argument, context, configuration, instrumentation, EarlierScopes.in(instrumentation));
        Weaver weaver = Weaver.install(
                instrumentation,
                configuration.ownMethods(),
                configuration.catalogue(),
                new AnnotatedRules(configuration, new Warnings()),
                engine,
                configuration.mode() != Mode.OFF);
        try {
            engine.cameAfter(EarlierScopes.in(instrumentation)); // Also what was loaded before classes were woven.
            engine.weaver(weaver);
            ExitHook exit = new ExitHook(configuration, weaver, engine);
            Runtime.getRuntime().addShutdownHook(exit.first());
            engine.exit(exit);
            RUNNING.set(engine);
        } catch (Throwable failure) { // Of a JVM that ends, for one.
            weaver.leave();
            throw failure;
        }
        return null; // Whether its mode is off may change.
    }

    /**
     * Leaves the agent's version and the file of its configuration where those who list JVMs look: among the properties of agents, which the service does not
     * see. To open their package takes time that a start has not.
     *
     * @param instrumentation the JVM's hook for class files
     * @throws Exception if this JDK has none
     */
    public static void attached(Instrumentation instrumentation) throws Exception {
        new InstrumentedAccess(instrumentation).open(Object.class.getModule(), "jdk.internal.vm");
        Object properties = Class.forName("jdk.internal.vm.VMSupport")
                .getMethod("getAgentProperties")
                .invoke(null);
        ((Properties) properties).setProperty("dev.reprise.version", version());
        EngineSupplier running = RUNNING.get();
        if (running != null) {
            ((Properties) properties)
                    .setProperty(
                            "dev.reprise.configuration", running.configuration().origin());
        }
    }

    /**
     * Does what somebody wants who attached to the JVM.
     *
     * @param command {@code jmx} registers the bean of the agent; {@code call:} and the path of a socket answers what is
     *     asked there
     * @throws Exception if that fails; nothing happens if the agent stays off, or does not know the command
     */
    public static void command(String command) throws Exception {
        EngineSupplier agent = RUNNING.get();
        if (agent == null) {
            return;
        }
        if (command.equals(JMX)) {
            Running.show(agent);
        } else if (command.startsWith(CALL)) {
            Running.answer(agent, command.substring(CALL.length()));
        }
    }

    /** Says what is wrong, and returns it in one line. */
    private static String off(List<Problem> problems) {
        for (Problem problem : problems) {
            say(Level.ERROR, problem.toString());
        }
        say(Level.ERROR, "Reprise stays off until the configuration is right; the service runs without it");
        int more = problems.size() - 1;
        return "its configuration is wrong: " + problems.get(0)
                + (more == 0 ? "" : " (and " + more + (more == 1 ? " mistake" : " mistakes") + " more)");
    }

    /** No lambda, as on all of the way to the host's main method. */
    private static final class Warnings implements Consumer<String> {

        @Override
        public void accept(String line) {
            say(Level.WARN, line);
        }
    }

    private static Configuration configuration(@Nullable String argument, ProcessContext context)
            throws ConfigurationException {
        Configuration configuration = ConfigurationLoader.load(argument, context, CatalogueResource.clients());
        AgentLog.configure(configuration.log().level(), configuration.log().format());
        for (Problem warning : configuration.warnings()) {
            say(Level.WARN, warning.toString());
        }
        return configuration;
    }

    static void say(Level level, String line) {
        AgentLog.write(level, Agent.class, line);
    }

    static String version() throws IOException {
        try (InputStream version = Agent.class.getResourceAsStream("version.txt")) {
            return version == null ? "(unpackaged)" : new String(version.readAllBytes(), StandardCharsets.UTF_8).trim();
        }
    }
}
