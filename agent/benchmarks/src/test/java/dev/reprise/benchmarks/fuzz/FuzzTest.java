package dev.reprise.benchmarks.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuzzTest {

    private static final long SEED = 20261123;

    @TempDir
    Path folder;

    @Test
    void damagedEntriesDecodeToTheDeclaredTypeOrAreRefused() throws Exception {
        CodecFuzz fuzz = new CodecFuzz(SEED);

        fuzz.run(50_000);

        assertThat(described(fuzz.faults())).as("seed " + SEED).isEmpty();
        assertThat(fuzz.blobs()).isEqualTo(50_000);
        assertThat(fuzz.decoded()).isPositive();
    }

    @Test
    void noDamagedFileIsServed() throws Exception {
        TierFuzz fuzz = new TierFuzz(folder.resolve("home"), SEED);

        fuzz.run(5_000);

        assertThat(described(fuzz.faults())).as("seed " + SEED).isEmpty();
        assertThat(fuzz.refused()).isEqualTo(5_000);
    }

    private static List<String> described(List<Fault> faults) {
        return faults.stream()
                .map(fault -> fault.sample() + ", blob " + fault.number() + ": " + fault.what())
                .toList();
    }
}
