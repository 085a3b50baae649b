package dev.reprise.admin.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows or sets the mode of a service that runs. */
@Command(
        name = "mode",
        description = "Sets what a service does with calls, at once and until it ends; or shows it.",
        footer = {"", "Example: mode off --pid 4711", "         mode observe --of client:openai-java"})
final class ModeCommand extends LiveCommand {

    @Parameters(
            paramLabel = "MODE",
            arity = "0..1",
            description = "off, observe, on, or \"configured\" for what the configuration says.")
    private @Nullable String mode;

    @Option(names = "--of", paramLabel = "WHAT", defaultValue = Reaches.EVERYTHING, description = Reaches.DESCRIPTION)
    @SuppressWarnings("NullAway.Init")
    private String of;

    ModeCommand(ToolContext context) {
        super(context);
    }

    @Override
    boolean run(LiveJvm jvm) throws IOException {
        return mode == null
                ? new Reaches(jvm).show(console(), json())
                : say(jvm, jvm.text("mode", of, mode, Reaches.ORIGIN));
    }
}
