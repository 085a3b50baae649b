package dev.reprise.admin.cli;

import dev.reprise.engine.config.CatalogueSource;
import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Depot;
import dev.reprise.engine.tier.Stored;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes one entry. */
@Command(name = "delete", description = "Removes an entry.")
final class DeleteCommand extends StoreCommand {

    @Parameters(paramLabel = "KEY", converter = KeyArgument.class, description = "The key, as explain shows it.")
    @SuppressWarnings("NullAway.Init")
    private CacheKey key;

    @Option(
            names = "--scope",
            paramLabel = "NAME",
            description = "Where it is; by default it is looked for everywhere.")
    private @Nullable String scope;

    DeleteCommand(Console console, List<CatalogueSource> catalogue) {
        super(console, catalogue);
    }

    @Override
    boolean run(List<Depot> stores) throws IOException {
        long removed = 0;
        for (Depot store : stores) {
            for (CacheKey each : List.of(key, key.ofItem())) { // A call about one item has the item's.
                for (Stored stored : store.find(scope, each)) {
                    removed += store.evict(stored.scope(), each) ? 1 : 0;
                }
            }
        }
        long number = removed;
        if (json()) {
            console().json(json -> json.writeNumberField("removed", number));
        } else if (removed > 0) {
            console().out().println("removed " + Size.entries(removed));
        }
        if (removed == 0) {
            console().err().println("there is no entry of the key " + key);
        }
        return removed > 0;
    }
}
