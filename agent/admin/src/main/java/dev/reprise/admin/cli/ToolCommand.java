package dev.reprise.admin.cli;

import dev.reprise.engine.config.ConfigurationException;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command: prints text for people, or an object of JSON for programs. */
abstract class ToolCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print JSON, an object in one line.")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // Its being there is all.
    private boolean help;

    private final ToolContext context;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ToolCommand(ToolContext context) {
        this.context = context;
    }

    /** Does what it is about, and returns whether what was asked about is right. */
    abstract boolean run() throws IOException, ConfigurationException;

    @Override
    public final Integer call() throws IOException, ConfigurationException {
        return status(run());
    }

    /** Returns what it ends with. */
    int status(boolean done) {
        return Tool.status(done);
    }

    /** Returns what says that arguments do not go together. */
    final ParameterException refused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    /** Returns the one that is named of two ways to name it. */
    final @Nullable String onlyOne(@Nullable String argument, @Nullable String option) {
        if (argument != null && option != null && !argument.equals(option)) {
            throw refused("process " + argument + " or " + option + "? Name one");
        }
        return argument == null ? option : argument;
    }

    final ToolContext context() {
        return context;
    }

    final Console console() {
        return context.console();
    }

    /** Begins to count something that takes long, for whoever looks on. */
    final Counter count(String what) {
        Console console = console();
        return new Counter(console.err(), console.terminal() && !json, console.colours(), what, System::nanoTime);
    }

    /** Returns whether a program reads what is printed. */
    final boolean json() {
        return json;
    }
}
