package dev.reprise.admin.cli;

import dev.reprise.engine.config.ConfigurationException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command about a service that runs. */
abstract class LiveCommand extends ToolCommand {

    @Option(
            names = {"-p", "--pid"},
            paramLabel = "PID",
            description = "The service's process; by default the only one of this user that has Reprise.")
    private @Nullable String pid;

    LiveCommand(ToolContext context) {
        super(context);
    }

    /** Does what it is about. */
    abstract boolean run(LiveJvm jvm) throws IOException;

    /** Returns the process that stands behind the command's name; null if it stands there for none. */
    @Nullable
    String argument() {
        return null;
    }

    @Override
    boolean run() throws IOException, ConfigurationException {
        try (LiveJvm jvm = LiveJvm.of(onlyOne(argument(), pid), context())) {
            return run(jvm);
        }
    }

    /** Says what the agent says that it has done. */
    final boolean say(LiveJvm jvm, String done) throws IOException {
        return say(this, jvm, done);
    }

    /** As above, for a command that may be about a service. */
    static boolean say(ToolCommand command, LiveJvm jvm, String done) throws IOException {
        if (command.json()) {
            command.console().json(json -> {
                Console.pid(jvm.pid(), json);
                json.writeStringField("done", done);
            });
        } else {
            done.lines().forEach(command.console().out()::println);
        }
        return true;
    }
}
