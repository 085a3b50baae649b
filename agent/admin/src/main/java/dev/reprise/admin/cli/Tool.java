package dev.reprise.admin.cli;

import dev.reprise.engine.config.CatalogueSource;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationException;
import dev.reprise.engine.config.Problem;
import dev.reprise.weaver.match.AnnotationRules;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line: {@code java -jar reprise-agent.jar COMMAND}. A command that is about a service that runs has its place
 * beside these, which are about stores.
 */
@Command(
        name = "java -jar reprise-agent.jar",
        description = "Looks after Reprise: configurations, stores of entries, and services that run.",
        mixinStandardHelpOptions = true,
        subcommands = {
            CheckCommand.class,
            DoctorCommand.class,
            PsCommand.class,
            AttachCommand.class,
            StatsCommand.class,
            TopCommand.class,
            ReportCommand.class,
            ModeCommand.class,
            RolloutCommand.class,
            ReloadCommand.class,
            RemoveCommand.class,
            InstallCommand.class,
            EvictCommand.class,
            ExplainCommand.class,
            GetCommand.class,
            SetCommand.class,
            DeleteCommand.class,
            ClearCommand.class,
            PruneCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            CompletionCommand.class
        })
public final class Tool implements Runnable {

    /** It was done. */
    private static final int DONE = 0;

    /** It could not be done, or not all of it. */
    static final int FAILED = 1;

    /** The field of JSON that says why a command could not do what it is about. */
    static final String ERRORS = "errors";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private Tool() {}

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    /**
     * Runs a command.
     *
     * @param arguments its name, and what follows it
     * @param version of the agent
     * @param jar the agent
     * @param catalogue the built-in clients, which a configuration may name
     * @param annotations how to turn the annotations of a service into rules; the second argument takes what is odd
     * @return 0 if it was done, 1 if not, 2 if the arguments make no command, 3 if it was set and nothing known is meant
     */
    public static int run(
            String[] arguments,
            String version,
            File jar,
            List<CatalogueSource> catalogue,
            BiFunction<Configuration, Consumer<String>, AnnotationRules> annotations,
            PrintStream out,
            PrintStream err) {
        boolean terminal = Terminal.isThere(System.getenv());
        boolean colours = Terminal.isColoured(terminal, System.getenv());
        Console console = new Console(out, err, terminal, colours);
        CommandLine line = commands(new ToolContext(console, version, jar, catalogue, annotations));
        line.setColorScheme(
                CommandLine.Help.defaultColorScheme(colours ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
        line.getCommandSpec().version("Reprise " + version);
        line.setExecutionExceptionHandler((failure, command, result) -> {
            List<String> lines = failed(failure);
            lines.forEach(console.err()::println);
            if (command.getCommand() instanceof ToolCommand tool && tool.json()) {
                console.json(json -> Console.strings(ERRORS, lines, json));
            }
            return FAILED;
        });
        line.setParameterExceptionHandler(new UnknownCommand(line.getParameterExceptionHandler()));
        return line.execute(arguments);
    }

    /** Returns the commands, with their options. */
    static CommandLine commands(ToolContext context) {
        return new CommandLine(new Tool(), new Making(context));
    }

    /** Returns what there is to say of what failed. */
    private static List<String> failed(Exception failure) throws Exception {
        if (failure instanceof ConfigurationException wrong) {
            return wrong.problems().stream().map(Problem::toString).toList();
        }
        if (failure instanceof IOException io) {
            return List.of(Failures.of(io));
        }
        throw failure;
    }

    /** Returns what a command ends with. */
    static int status(boolean done) {
        return done ? DONE : FAILED;
    }

    /** Makes the commands, each with what it works with. */
    private record Making(ToolContext context) implements CommandLine.IFactory {

        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (ToolCommand.class.isAssignableFrom(type)) {
                return type.cast(type.getDeclaredConstructor(ToolContext.class).newInstance(context));
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
