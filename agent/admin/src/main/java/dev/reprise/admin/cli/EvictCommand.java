package dev.reprise.admin.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Evicts entries by a service that runs. */
@Command(
        name = "evict",
        description = "Has a service evict entries, from memory, disk and Redis, for all that share them.",
        footer = {"", "Example: evict tag:chat --pid 4711"})
final class EvictCommand extends LiveCommand {

    @Parameters(
            paramLabel = "WHAT",
            description = "all, key:KEY, tag:NAME, scope:NAME, method:TYPE#NAME or tenant:NAME.")
    @SuppressWarnings("NullAway.Init")
    private String what;

    EvictCommand(ToolContext context) {
        super(context);
    }

    @Override
    boolean run(LiveJvm jvm) throws IOException {
        return say(jvm, jvm.text("evict", what, Reaches.ORIGIN));
    }
}
