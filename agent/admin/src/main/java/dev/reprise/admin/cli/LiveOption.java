package dev.reprise.admin.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Says that a command which is about stores is to be about a service that runs. */
final class LiveOption {

    @Option(
            names = {"-p", "--pid"},
            paramLabel = "PID",
            description = "A service that runs with Reprise, in place of stores.")
    @Nullable
    String pid;
}
