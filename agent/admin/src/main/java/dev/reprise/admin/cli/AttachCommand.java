package dev.reprise.admin.cli;

import java.io.File;
import java.io.IOException;
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
    boolean run() throws IOException {
        if (config != null && !config.isFile()) {
            throw new IOException(config + " is not there");
        }
        try (Attach jvm = Attach.to(pid)) {
            Installed installed = Installed.in(jvm);
            if (installed != null) {
                throw new IOException("process " + pid + " has Reprise already, version " + installed.version());
            }
            jvm.load(context().jar().getAbsoluteFile(), config == null ? null : config.getAbsolutePath());
        }
        try (LiveJvm jvm = LiveJvm.of(pid, context())) {
            return say(jvm);
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
