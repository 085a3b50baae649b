package dev.reprise.admin.cli;

import java.io.IOException;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes a shell know the commands. */
@Command(
        name = "completion",
        description =
                "Prints a script for a shell, which makes a command `reprise` of this jar, whose words the tab key"
                        + " completes.",
        footer = {"", "Example: source <(java -jar reprise-agent.jar completion bash)"})
final class CompletionCommand extends ToolCommand {

    /** One script is for both: zsh completes as bash does if it is told to. */
    enum Shell {
        bash,
        zsh
    }

    private static final String NAME = "reprise";

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    @SuppressWarnings("NullAway.Init")
    private Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    CompletionCommand(ToolContext context) {
        super(context);
    }

    @Override
    boolean run() throws IOException {
        String jar = context().jar().getAbsolutePath().replace("'", "'\\''");
        String script = NAME + "() { java -jar '" + jar + "' \"$@\"; }\n"
                + AutoComplete.bash(NAME, spec.root().commandLine());
        if (json()) {
            console().json(json -> {
                json.writeStringField("shell", shell.name());
                json.writeStringField("script", script);
            });
        } else {
            console().out().print(script + System.lineSeparator());
        }
        return true;
    }
}
