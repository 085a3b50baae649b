package dev.reprise.admin.cli;

import dev.reprise.admin.cli.LiveJvm.Answer;
import dev.reprise.admin.jmx.ObservedStatus;
import dev.reprise.admin.live.JsonText;
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
        if (json()) {
            writeJson(jvm);
            return true;
        }
        List<String> lines = new ArrayList<>();
        if (!jvm.isWoven()) {
            lines.add(LiveJvm.TAKEN_OUT);
        }
        if (!observed) {
            lines.addAll(jvm.lines("getReport"));
        }
        lines.addAll(jvm.lines("unmatched"));
        lines.addAll(jvm.lines("getObservedReport"));
        lines.forEach(console().out()::println);
        return true;
    }

    private void writeJson(LiveJvm jvm) throws IOException {
        LiveFigures all = LiveFigures.of(jvm);
        List<Answer> methods = jvm.all(ObservedStatus.class, "getObserved");
        List<String> unmatched = jvm.lines("unmatched");
        List<String> configuration = jvm.lines("getProposedConfiguration");
        console().json(json -> {
            if (observed) {
                Console.pid(jvm.pid(), json);
            } else {
                all.write(jvm, json);
            }
            json.writeFieldName("observed");
            JsonText.write(methods.stream().map(Answer::fields).toList(), json);
            json.writeStringField("configuration", String.join("\n", configuration));
            json.writeFieldName("unmatched");
            JsonText.write(unmatched, json);
        });
    }
}
