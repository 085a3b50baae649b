package dev.reprise.admin.cli;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;

/** Has a service read its configuration again. */
@Command(
        name = "reload",
        description = "Has a service read its configuration again, which happens by itself when the file has changed.",
        footer = {"", "Example: reload --pid 4711"})
final class ReloadCommand extends LiveCommand {

    ReloadCommand(ToolContext context) {
        super(context);
    }

    @Override
    boolean run(LiveJvm jvm) throws IOException {
        List<String> lines = jvm.lines("reload");
        if (jvm.is(/* otherwise= */ false, "isFileLeftAside")) {
            lines.forEach(console().err()::println);
            if (json()) {
                console().json(json -> Console.strings(Tool.ERRORS, lines, json));
            }
            return false;
        }
        return say(jvm, String.join("\n", lines));
    }
}
