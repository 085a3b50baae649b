package dev.reprise.admin.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows or sets the share of keys that a service that runs serves. */
@Command(
        name = "rollout",
        description = "Sets the share of keys that a service serves, at once and until it ends; or shows it.",
        footer = {"", "Example: rollout 25%% --of scope:summaries --pid 4711"})
final class RolloutCommand extends ReachCommand {

    @Parameters(
            paramLabel = "SHARE",
            arity = "0..1",
            description = "Such as 25%%, or \"configured\" for what the configuration says.")
    private @Nullable String share;

    RolloutCommand(ToolContext context) {
        super(context);
    }

    @Override
    @Nullable
    String value() {
        return share;
    }

    @Override
    String operation() {
        return "rollout";
    }
}
