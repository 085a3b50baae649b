package dev.reprise.benchmarks.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Something that must not happen.
 *
 * @param what what happened
 * @param sample to which answer's entry
 * @param blob the bytes
 * @param number the number of the blob in its run
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Fault(String what, String sample, byte[] blob, long number) {

    /** Writes the bytes to a file and returns what to read. */
    String keep(Path directory) throws IOException {
        Path file = Files.write(Files.createDirectories(directory).resolve("blob-" + number + ".bin"), blob);
        return String.format(Locale.ROOT, "FAULT in %s, blob %d (%s): %s", sample, number, file, what);
    }
}
