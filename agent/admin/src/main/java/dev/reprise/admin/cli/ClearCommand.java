package dev.reprise.admin.cli;

import dev.reprise.engine.config.ConfigurationException;
import dev.reprise.engine.tier.Depot;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes all entries, or those of a scope. */
@Command(
        name = "clear",
        description = "Removes all entries, or those of a scope; or has a service that runs evict them.",
        footer = {"", "Example: clear --home /var/cache/reprise --scope prompts"})
final class ClearCommand extends StoreCommand {

    @Option(names = "--scope", paramLabel = "NAME", description = "The scope; by default all.")
    private @Nullable String scope;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LiveOption live;

    ClearCommand(ToolContext context) {
        super(context);
    }

    @Override
    boolean run() throws IOException, ConfigurationException {
        refuseStoresBeside(live.pid);
        if (live.pid == null) {
            return super.run();
        }
        try (LiveJvm jvm = LiveJvm.of(live.pid, context())) {
            String what = scope == null ? "all" : "scope:" + scope;
            return LiveCommand.say(this, jvm, jvm.text("evict", what, Reaches.ORIGIN));
        }
    }

    @Override
    boolean run(List<Depot> stores) throws IOException {
        long[] removed = {0};
        try (Counter counter = count("removed")) {
            for (Depot store : stores) {
                store.clear(scope, stored -> counter.at(++removed[0], store.share()));
            }
        }
        if (json()) {
            console().json(json -> json.writeNumberField("removed", removed[0]));
        } else {
            console().out().println("removed " + Size.entries(removed[0]));
        }
        return true;
    }
}
