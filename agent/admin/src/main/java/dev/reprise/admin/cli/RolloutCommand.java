package dev.reprise.admin.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows or sets the share of keys that a service that runs serves. */
@Command(
        name = "rollout",
        description = "Sets the share of keys that a service serves, at once and until it ends; or shows it.",
        footer = {"", "Example: rollout 25%% --of scope:summaries --pid 4711"})
final class RolloutCommand extends LiveCommand {

    @Parameters(
            paramLabel = "SHARE",
            arity = "0..1",
            description = "Such as 25%%, or \"configured\" for what the configuration says.")
    private @Nullable String share;

    @Option(names = "--of", paramLabel = "WHAT", defaultValue = Reaches.EVERYTHING, description = Reaches.DESCRIPTION)
    @SuppressWarnings("NullAway.Init")
    private String of;

    RolloutCommand(ToolContext context) {
        super(context);
    }

    @Override
    boolean run(LiveJvm jvm) throws IOException {
        return share == null
                ? new Reaches(jvm).show(console(), json())
                : say(jvm, jvm.text("rollout", of, share, Reaches.ORIGIN));
    }
}
