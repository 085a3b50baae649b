package dev.reprise.admin.cli;

import dev.reprise.engine.config.CatalogueSource;
import dev.reprise.engine.exchange.EntryLine;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Depot;
import dev.reprise.engine.tier.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one entry. */
@Command(name = "get", description = "Shows an entry, in a line of JSON as a file of entries has it.")
final class GetCommand extends StoreCommand {

    @Parameters(paramLabel = "KEY", converter = KeyArgument.class, description = "The key, as explain shows it.")
    @SuppressWarnings("NullAway.Init")
    private CacheKey key;

    @Option(
            names = "--scope",
            paramLabel = "NAME",
            description = "Where it is; by default it is looked for everywhere.")
    private @Nullable String scope;

    GetCommand(Console console, List<CatalogueSource> catalogue) {
        super(console, catalogue);
    }

    @Override
    boolean run(List<Depot> stores) throws IOException {
        for (Depot store : stores) {
            List<Stored> found = new ArrayList<>(store.find(scope, key));
            found.addAll(store.find(scope, key.ofItem())); // A call about one item has the item's.
            if (!found.isEmpty()) {
                return show(store, found.get(0));
            }
        }
        console().err().println("there is no entry of the key " + key);
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
