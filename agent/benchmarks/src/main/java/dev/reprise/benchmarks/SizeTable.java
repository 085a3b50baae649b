package dev.reprise.benchmarks;

import dev.reprise.benchmarks.lab.Options;
import dev.reprise.benchmarks.lab.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;

/** The size of the agent jar against its target. */
final class SizeTable {

    private static final double TARGET_MEGABYTES = 12;

    private SizeTable() {}

    static void print(Options options) throws IOException {
        if (!options.withAgent()) {
            return;
        }
        double megabytes = Files.size(options.agent()) / 1e6;
        System.out.printf(
                Locale.ROOT,
                "Agent jar: %.2f MB (at most %.0f MB: %s)%n%n",
                megabytes,
                TARGET_MEGABYTES,
                Verdict.of(megabytes, TARGET_MEGABYTES));
    }
}
