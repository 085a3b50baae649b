package dev.reprise.admin.cli;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationException;
import dev.reprise.engine.exchange.BrokenFile;
import dev.reprise.engine.exchange.EntryReader;
import dev.reprise.engine.exchange.Exchange;
import dev.reprise.engine.tier.Depot;
import dev.reprise.engine.tier.FileCipher;
import java.io.File;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reads the entries of a file into stores. */
@Command(
        name = "import",
        aliases = "warm",
        description =
                "Reads the entries of a file into the store; services will answer with them, so import no file that"
                        + " you do not trust.",
        footer = {"", "Example: import entries.jsonl --redis rediss://cache.example.org:6379"})
final class ImportCommand extends StoreCommand {

    @Parameters(paramLabel = "FILE", description = "The file.")
    @SuppressWarnings("NullAway.Init")
    private File file;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private FileKey key;

    ImportCommand(ToolContext context) {
        super(context);
    }

    @Override
    boolean run(List<Depot> stores) throws IOException, ConfigurationException {
        Configuration configuration = configuration();
        List<FileCipher> ciphers = key.ciphers(configuration);
        try {
            take(configuration, ciphers, stores);
        } catch (BrokenFile broken) {
            throw new IOException(file + ": " + broken.getMessage(), broken);
        }
        return true;
    }

    private void take(Configuration configuration, List<FileCipher> ciphers, List<Depot> stores) throws IOException {
        Exchange.Imported imported;
        try (Counter counter = count("imported")) {
            imported = Exchange.read(
                    file,
                    ciphers,
                    System.currentTimeMillis(),
                    new Exchange.Stores(stores, configuration.maxEntryBytes(), /* isAgain= */ false),
                    counter);
        }
        long pruned = 0;
        try (Counter counter = count("looked at")) {
            for (Depot store : stores) {
                pruned += imported.taken() == 0 ? 0 : store.prune(counter);
            }
        }
        sayIfOfAnotherNamespace(configuration, ciphers);
        say(imported, pruned);
    }

    /** Its keys would be asked for by nobody. */
    private void sayIfOfAnotherNamespace(Configuration configuration, List<FileCipher> ciphers) throws IOException {
        try (EntryReader reader = EntryReader.open(file, ciphers)) {
            String namespace = reader.file().namespace();
            if (!namespace.equals(configuration.namespace())) {
                console()
                        .err()
                        .println("the file is of namespace \"" + namespace
                                + "\"; only services of that namespace find its"
                                + " entries, and this configuration has \"" + configuration.namespace() + "\"");
            }
        }
    }

    private void say(Exchange.Imported imported, long pruned) throws IOException {
        if (json()) {
            console().json(json -> {
                json.writeNumberField("imported", imported.taken());
                json.writeNumberField("leftOut", imported.leftOut());
                json.writeNumberField("expired", imported.expired());
                json.writeNumberField("pruned", pruned);
            });
            return;
        }
        console()
                .out()
                .println("imported " + Size.entries(imported.taken())
                        + (imported.expired() == 0 ? "" : "; " + imported.expired() + " had expired")
                        + (imported.leftOut() == 0
                                ? ""
                                : "; " + imported.leftOut() + " left out, which are there already or too large")
                        + (pruned == 0 ? "" : "; " + pruned + " removed then, expired or over a quota"));
    }
}
