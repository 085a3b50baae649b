package dev.reprise.admin.cli;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationException;
import dev.reprise.engine.epoch.Subject;
import dev.reprise.engine.exchange.EntryFile;
import dev.reprise.engine.exchange.EntryWriter;
import dev.reprise.engine.exchange.Exchange;
import dev.reprise.engine.exchange.NewFile;
import dev.reprise.engine.tier.Depot;
import dev.reprise.engine.tier.FileCipher;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the entries of stores into a file. */
@Command(
        name = "export",
        description = "Writes the entries into a file of JSON lines, which only its owner may read.",
        footer = {"", "Example: export entries.jsonl --home /var/cache/reprise --scope summaries"})
final class ExportCommand extends StoreCommand {

    @Parameters(paramLabel = "FILE", description = "The file.")
    @SuppressWarnings("NullAway.Init")
    private File file;

    @Option(names = "--scope", paramLabel = "NAME", description = "The scope; by default all.")
    private @Nullable String scope;

    @Option(names = "--force", description = "Replace the file if it is there.")
    private boolean force;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private FileKey key;

    ExportCommand(ToolContext context) {
        super(context);
    }

    @Override
    boolean run(List<Depot> stores) throws IOException, ConfigurationException {
        if (file.exists() && !force) {
            throw new FileAlreadyExistsException(file.getPath(), null, "--force replaces it");
        }
        Configuration configuration = configuration();
        FileCipher cipher = key.cipher();
        if (cipher == null && !configuration.store().encryptionKeys().isEmpty()) {
            console().err().println(file + " is not encrypted, though the store is; --encrypt-key would do it");
        }
        Set<Subject> evictedBy = new LinkedHashSet<>();
        for (Depot store : stores) {
            evictedBy.addAll(store.evictedBy());
        }
        EntryFile head = new EntryFile(
                configuration.namespace(), Instant.now().truncatedTo(ChronoUnit.SECONDS), List.copyOf(evictedBy));
        Exchange.Exported exported;
        try (NewFile written = NewFile.at(file);
                Counter counter = count("exported")) {
            OutputStream out = written.stream();
            try (EntryWriter writer = new EntryWriter(cipher == null ? out : cipher.encrypting(out), head)) {
                exported = Exchange.export(stores, scope, writer, counter);
            }
            written.keep();
        }
        say(exported);
        return true;
    }

    private void say(Exchange.Exported exported) throws IOException {
        if (json()) {
            console().json(json -> {
                json.writeNumberField("exported", exported.written());
                json.writeNumberField("bytes", file.length());
                Unusable.write(exported.leftOut(), json);
            });
            return;
        }
        String leftOut = Unusable.words(exported.leftOut());
        console()
                .out()
                .println("exported " + Size.entries(exported.written()) + " to " + file + " (" + Size.of(file.length())
                        + ")" + (leftOut.isEmpty() ? "" : "; left out: " + leftOut));
    }
}
