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
        String why = null;
        for (Depot store : stores) {
            for (Stored stored : find(store)) {
                EntryLine entry = EntryLine.of(stored);
                if (entry != null) {
                    show(store, entry);
                    return true;
                }
                why = why == null ? "the entry in " + store.place() + " is " + stored.state() : why;
            }
        }
        if (why == null) {
            sayNone();
        } else {
            console().err().println(why);
        }
        return false;
    }

    private void show(Depot store, EntryLine entry) throws IOException {
        console().json(json -> {
            json.writeStringField("store", store.place());
            entry.writeFields(json);
        });
    }
}
