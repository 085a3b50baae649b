package dev.reprise.benchmarks.fuzz;

import dev.reprise.benchmarks.lab.Table;
import java.util.Locale;

/** What was counted for one sample. */
final class Tally {

    private final String name;
    private final String codec;
    private final int entryBytes;
    private long decoded;
    private long refused;
    private long slowestNanos;
    private long largestBytes;

    Tally(String name, String codec, int entryBytes) {
        this.name = name;
        this.codec = codec;
        this.entryBytes = entryBytes;
    }

    static Table table() {
        return new Table("entry", "codec", "bytes", "blobs", "decoded", "refused", "slowest, ms", "largest heap, KB");
    }

    void decoded() {
        decoded++;
    }

    void refused() {
        refused++;
    }

    void cost(long nanos, long bytes) {
        slowestNanos = Math.max(slowestNanos, nanos);
        largestBytes = Math.max(largestBytes, bytes);
    }

    long blobs() {
        return decoded + refused;
    }

    long decodedBlobs() {
        return decoded;
    }

    void addTo(Table table) {
        table.row(
                name,
                codec,
                String.valueOf(entryBytes),
                String.valueOf(blobs()),
                String.valueOf(decoded),
                String.valueOf(refused),
                String.format(Locale.ROOT, "%.1f", slowestNanos / 1e6),
                String.valueOf(largestBytes >> 10));
    }
}
