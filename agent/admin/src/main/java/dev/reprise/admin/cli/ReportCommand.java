package dev.reprise.admin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has a service report now what it would report at its end. */
@Command(
        name = "report",
        description =
                "Shows what a service would print if it ended now: what was served, what could be, and what not and"
                        + " why.",
        footer = {"", "Example: report 4711 --observed"})
final class ReportCommand extends LiveCommand {

    @Parameters(paramLabel = "PID", arity = "0..1", description = "The same as --pid.")
    private @Nullable String process;

    @Option(
            names = "--observed",
            description =
                    "Only what was observed: which methods are fit to be cached, and a piece of reprise.yaml for them.")
    private boolean observed;

    ReportCommand(ToolContext context) {
        super(context);
    }

    @Override
    @Nullable
    String argument() {
        return process;
    }

    @Override
    boolean run(LiveJvm jvm) throws IOException {
        List<String> lines = new ArrayList<>();
        if (!observed) {
            lines.addAll(jvm.lines("getReport"));
        }
        lines.addAll(jvm.lines("getObservedReport"));
        if (json()) {
            console().json(json -> {
                json.writeStringField("pid", jvm.pid());
                Console.strings("lines", lines, json);
            });
        } else {
            lines.forEach(console().out()::println);
        }
        return true;
    }
}
