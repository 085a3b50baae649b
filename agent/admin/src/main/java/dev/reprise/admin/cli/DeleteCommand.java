package dev.reprise.admin.cli;

import dev.reprise.engine.tier.Depot;
import dev.reprise.engine.tier.Stored;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;

/** Removes one entry. */
@Command(
        name = "delete",
        description = "Removes an entry.",
        footer = {"", "Example: delete 5f2c... --home /var/cache/reprise"})
final class DeleteCommand extends EntryCommand {

    DeleteCommand(ToolContext context) {
        super(context);
    }

    @Override
    boolean run(List<Depot> stores) throws IOException {
        long removed = 0;
        for (Depot store : stores) {
            for (Stored stored : find(store)) {
                removed += store.evict(stored.scope(), stored.key()) ? 1 : 0;
            }
        }
        long number = removed;
        if (json()) {
            console().json(json -> json.writeNumberField("removed", number));
        } else if (removed > 0) {
            console().out().println("removed " + Size.entries(removed));
        }
        if (removed == 0) {
            sayNone();
        }
        return removed > 0;
    }
}
