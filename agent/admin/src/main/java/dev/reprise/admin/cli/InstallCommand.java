package dev.reprise.admin.cli;

import java.io.IOException;
import picocli.CommandLine.Command;

/** Puts the advice back into a service. */
@Command(
        name = "install",
        description = "Puts Reprise back into the methods of a service, after `remove`.",
        footer = {"", "Example: install --pid 4711"})
final class InstallCommand extends LiveCommand {

    InstallCommand(ToolContext context) {
        super(context);
    }

    @Override
    boolean run(LiveJvm jvm) throws IOException {
        return say(jvm, jvm.text("install", Reaches.ORIGIN));
    }
}
