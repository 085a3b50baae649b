package dev.reprise.admin.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows again and again what the methods of a service do. */
@Command(
        name = "top",
        description = "Shows what the methods of a service do, the busiest first, again and again.",
        footer = {"", "Example: top 4711 --every 5"})
final class TopCommand extends LiveCommand {

    private static final String CLEAR = "\u001b[H\u001b[2J";

    @Option(
            names = {"-d", "--every"},
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "How long it waits between two looks; ${DEFAULT-VALUE} by default.")
    private double seconds;

    @Option(
            names = {"-n", "--times"},
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "After how many looks it ends; by default when it is interrupted.")
    private int times;

    @Parameters(paramLabel = "PID", arity = "0..1", description = "The same as --pid.")
    private @Nullable String process;

    TopCommand(ToolContext context) {
        super(context);
    }

    @Override
    @Nullable
    String argument() {
        return process;
    }

    @Override
    boolean run(LiveJvm jvm) throws IOException {
        LiveFigures before = null;
        for (int look = 1; times <= 0 || look <= times; look++) {
            LiveFigures now = LiveFigures.of(jvm);
            show(now, before, jvm);
            before = now;
            if (look != times && !waited()) {
                return true;
            }
        }
        return true;
    }

    private void show(LiveFigures now, @Nullable LiveFigures before, LiveJvm jvm) throws IOException {
        if (json()) {
            console().json(json -> now.write(jvm, json));
            return;
        }
        if (console().terminal()) {
            console().out().print(CLEAR);
        }
        now.printSince(before, jvm.pid(), console().out());
    }

    private boolean waited() {
        try {
            Thread.sleep(Math.max(100, (long) (seconds * 1000)));
            return true;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
