package dev.reprise.benchmarks.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary directory that is deleted with all that is in it. */
public final class Scratch implements AutoCloseable {

    private final Path directory;

    /**
     * Makes it.
     *
     * @param name a part of its name
     * @throws IOException if it cannot be made
     */
    public Scratch(String name) throws IOException {
        this.directory = Files.createTempDirectory("reprise-" + name);
    }

    /** Returns a directory in it that is not there yet. */
    public Path directory() {
        return directory.resolve("home");
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(directory)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
