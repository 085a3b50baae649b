package dev.reprise.admin.cli;

import dev.reprise.engine.key.CacheKey;
import dev.reprise.engine.tier.Depot;
import dev.reprise.engine.tier.Stored;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command about the entries of one key. */
abstract class EntryCommand extends StoreCommand {

    @Parameters(
            index = "0",
            paramLabel = "KEY",
            converter = KeyArgument.class,
            description = "The key, as explain shows it.")
    @SuppressWarnings("NullAway.Init")
    private CacheKey key;

    @Option(
            names = "--scope",
            paramLabel = "NAME",
            description = "Where it is; by default it is looked for everywhere.")
    private @Nullable String scope;

    EntryCommand(ToolContext context) {
        super(context);
    }

    final CacheKey key() {
        return key;
    }

    /** Returns what a store has under the key. */
    final List<Stored> find(Depot store) throws IOException {
        List<Stored> found = new ArrayList<>(store.find(scope, key));
        found.addAll(store.find(scope, key.ofItem())); // A call about one item has the item's.
        return found;
    }

    /** Says that there is nothing under it. */
    final void sayNone() {
        console().err().println("there is no entry of the key " + key);
    }
}
