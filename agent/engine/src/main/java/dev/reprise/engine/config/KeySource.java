package dev.reprise.engine.config;

import java.io.File;
import java.util.List;

/** Where a key of the store comes from; never the key itself. */
public sealed interface KeySource {

    /** Returns where it was written. */
    SourceLocation where();

    /** Returns the setting that names it, such as {@code store.mac-key}. */
    String setting();

    /** An environment variable that holds the key. */
    record Variable(SourceLocation where, String setting, String name) implements KeySource {}

    /** A file that holds the key. */
    record InFile(SourceLocation where, String setting, File file) implements KeySource {}

    /**
     * A command that prints the key.
     *
     * @param words the program and its arguments, at least one
     */
    record Command(SourceLocation where, String setting, List<String> words) implements KeySource {}
}
