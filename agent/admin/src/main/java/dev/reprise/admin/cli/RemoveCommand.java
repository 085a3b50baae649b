package dev.reprise.admin.cli;

import java.io.IOException;
import picocli.CommandLine.Command;

/** Takes the advice out of a service. */
@Command(
        name = "remove",
        description =
                "Takes Reprise out of the methods of a service, which then are as they were written, until `install`.",
        footer = {"", "Example: remove --pid 4711"})
final class RemoveCommand extends LiveCommand {

    RemoveCommand(ToolContext context) {
        super(context);
    }

    @Override
    boolean run(LiveJvm jvm) throws IOException {
        return say(jvm, jvm.text("remove", Reaches.ORIGIN));
    }
}
