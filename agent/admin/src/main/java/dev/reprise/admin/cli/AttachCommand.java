package dev.reprise.admin.cli;

import dev.reprise.engine.config.ConfigurationException;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.Problem;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Loads the agent into a JVM that has none. */
@Command(
        name = "attach",
        description = "Loads Reprise into a JVM that runs without it, until that ends.",
        footer = {"", "Example: attach 4711 --config reprise.yaml"})
final class AttachCommand extends ToolCommand {

    @Parameters(paramLabel = "PID", description = "The service's process.")
    @SuppressWarnings("NullAway.Init")
    private String pid;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration; by default as the service would find it.")
    private @Nullable File config;

    AttachCommand(ToolContext context) {
        super(context);
    }

    @Override
    boolean run() throws IOException, ConfigurationException {
        if (config != null && !config.isFile()) {
            throw new IOException(config + " is not there");
        }
        try (Attach jvm = Attach.to(pid)) {
            Installed installed = Installed.in(jvm);
            if (installed != null) {
                throw new IOException("process " + pid + " has Reprise already, version " + installed.version());
            }
            checkConfiguration(OtherProcess.of(pid, jvm));
            jvm.load(context().jar().getAbsoluteFile(), config == null ? null : config.getAbsolutePath());
        }
        try (LiveJvm jvm = LiveJvm.of(pid, context())) {
            return say(jvm);
        }
    }

    /** An agent that stays off for a mistake could not be loaded a second time. */
    private void checkConfiguration(OtherProcess process) throws ConfigurationException {
        try {
            ConfigurationLoader.load(
                    config == null ? null : config.getAbsolutePath(),
                    process.context(),
                    context().catalogue());
        } catch (ConfigurationException wrong) {
            List<Problem> problems = Named.byOptions(wrong.problems(), Map.of());
            if (process.isWhole()) {
                console().err().println("nothing was loaded into process " + pid + ", for its configuration is wrong:");
                throw new ConfigurationException(problems);
            }
            console().err().println("unless a variable of process " + pid + " mends it, its configuration is wrong:");
            problems.forEach(console().err()::println);
        }
    }

    private boolean say(LiveJvm jvm) throws IOException {
        String version = jvm.text("getVersion");
        String mode = jvm.text("getMode");
        String configuration = jvm.text("getConfiguration");
        if (json()) {
            console().json(json -> {
                Console.pid(pid, json);
                json.writeStringField("version", version);
                json.writeStringField("configuration", configuration);
                json.writeStringField("mode", mode);
            });
        } else {
            console()
                    .out()
                    .println("Reprise " + version + " is in process " + pid + ": mode " + mode + ", " + configuration);
        }
        return true;
    }
}
