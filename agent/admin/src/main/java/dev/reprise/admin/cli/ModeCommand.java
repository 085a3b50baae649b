package dev.reprise.admin.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows or sets the mode of a service that runs. */
@Command(
        name = "mode",
        description = "Sets what a service does with calls, at once and until it ends; or shows it.",
        footer = {"", "Example: mode off --pid 4711", "         mode observe --of client:openai-java"})
final class ModeCommand extends ReachCommand {

    @Parameters(
            paramLabel = "MODE",
            arity = "0..1",
            description = "off, observe, on, or \"configured\" for what the configuration says.")
    private @Nullable String mode;

    ModeCommand(ToolContext context) {
        super(context);
    }

    @Override
    @Nullable
    String value() {
        return mode;
    }

    @Override
    String operation() {
        return "mode";
    }
}
