package dev.reprise.benchmarks.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StressTest {

    @TempDir
    Path folder;

    @Test
    void whoeverChangesWhatItGotChangesItForNobodyElse() throws Exception {
        try (Crowd crowd = new Crowd(folder)) {
            crowd.run(/* seed= */ 20261123, made -> made < 5_000);

            assertThat(crowd.differences()).isZero();
            assertThat(crowd.hits()).isGreaterThan(crowd.misses());
        }
    }
}
