package dev.reprise.admin.cli;

import dev.reprise.engine.tier.Depot;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;

/** Sweeps now. */
@Command(
        name = "prune",
        description =
                "Removes what has expired and what is over the quotas of the configuration. A Redis does that itself.",
        footer = {"", "Example: prune --config reprise.yaml"})
final class PruneCommand extends StoreCommand {

    PruneCommand(ToolContext context) {
        super(context);
    }

    @Override
    boolean run(List<Depot> stores) throws IOException {
        long removed = 0;
        try (Counter counter = count("looked at")) {
            for (Depot store : stores) {
                removed += store.prune(counter);
            }
        }
        long number = removed;
        if (json()) {
            console().json(json -> json.writeNumberField("removed", number));
        } else {
            console().out().println("removed " + Size.entries(removed));
        }
        return true;
    }
}
