package dev.reprise.admin.cli;

import dev.reprise.engine.exchange.EntryLine;
import dev.reprise.engine.tier.Depot;
import dev.reprise.engine.tier.Stored;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Replaces the value of an entry. */
@Command(
        name = "set",
        description =
                "Replaces the value of an entry that is there, if it is text or JSON; services answer with it until the"
                        + " entry expires, as it would have. Those that use the store let go of the old one.",
        footer = {"", "Example: set 5f2c... '{\"text\":\"a better answer\"}' --home /var/cache/reprise"})
final class SetCommand extends EntryCommand {

    @Parameters(index = "1", paramLabel = "VALUE", description = "The value, as get shows it behind \"value\".")
    @SuppressWarnings("NullAway.Init")
    private String value;

    SetCommand(ToolContext context) {
        super(context);
    }

    @Override
    boolean run(List<Depot> stores) throws IOException {
        long set = 0;
        for (Depot store : stores) {
            for (Stored stored : find(store)) {
                EntryLine entry = EntryLine.of(stored);
                if (entry != null) {
                    set(store, entry.withValue(value, System.currentTimeMillis()));
                    set++;
                }
            }
        }
        long number = set;
        if (json()) {
            console().json(json -> json.writeNumberField("set", number));
        } else if (set > 0) {
            console().out().println("set " + Size.entries(set));
        }
        if (set == 0) {
            sayNone();
        }
        return set > 0;
    }

    private static void set(Depot store, EntryLine entry) throws IOException {
        store.evict(entry.scope(), entry.key());
        store.put(entry.scope(), entry.key(), entry.blob(), entry.after());
    }
}
