package dev.reprise.admin.cli;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationException;
import dev.reprise.engine.config.KeyOption;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.engine.tier.FileCipher;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The key of a file of entries. */
final class FileKey {

    private static final String NAME = "--encrypt-key";

    @Option(
            names = NAME,
            paramLabel = "SOURCE",
            description = "The file's key: env:NAME, file:PATH or \"command:PROGRAM ARGUMENTS\".")
    private @Nullable String source;

    /** Returns what the file is to be encrypted with; null if it is not. */
    @Nullable
    FileCipher cipher() throws IOException, ConfigurationException {
        return source == null ? null : ciphers(source).get(0);
    }

    /** Returns what a file may be encrypted with: the key of the option, or those of the store. */
    List<FileCipher> ciphers(Configuration configuration) throws IOException, ConfigurationException {
        return source == null ? FileCipher.of(configuration.store().encryptionKeys()) : ciphers(source);
    }

    private static List<FileCipher> ciphers(String text) throws IOException, ConfigurationException {
        return FileCipher.of(KeyOption.read(NAME, text, ProcessContext.current()));
    }
}
