package dev.reprise.admin.cli;

import dev.reprise.engine.exchange.EntryLine;
import dev.reprise.engine.tier.Depot;
import dev.reprise.engine.tier.Stored;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;

/** Shows one entry. */
@Command(
        name = "get",
        description = "Shows an entry, in a line of JSON as a file of entries has it.",
        footer = {"", "Example: get 5f2c... --home /var/cache/reprise"})
final class GetCommand extends EntryCommand {

    GetCommand(ToolContext context) {
        super(context);
    }

    @Override
    boolean run(List<Depot> stores) throws IOException {
        for (Depot store : stores) {
            List<Stored> found = find(store);
            if (!found.isEmpty()) {
                return show(store, found.get(0));
            }
        }
        sayNone();
        return false;
    }

    private boolean show(Depot store, Stored stored) throws IOException {
        EntryLine entry = EntryLine.of(stored);
        if (entry == null) {
            console().err().println("the entry in " + store.place() + " is " + stored.state());
            return false;
        }
        console().json(json -> {
            json.writeStringField("store", store.place());
            entry.writeFields(json);
        });
        return true;
    }
}
