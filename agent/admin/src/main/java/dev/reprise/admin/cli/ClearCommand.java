package dev.reprise.admin.cli;

import dev.reprise.engine.tier.Depot;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes all entries, or those of a scope. */
@Command(name = "clear", description = "Removes all entries, or those of a scope.")
final class ClearCommand extends StoreCommand {

    @Option(names = "--scope", paramLabel = "NAME", description = "The scope; by default all.")
    private @Nullable String scope;

    ClearCommand(ToolContext context) {
        super(context);
    }

    @Override
    boolean run(List<Depot> stores) throws IOException {
        long[] removed = {0};
        try (Counter counter = console().count("removed")) {
            for (Depot store : stores) {
                store.clear(scope, stored -> counter.at(++removed[0]));
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
