package dev.reprise.benchmarks.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.benchmarks.lab.Options;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KillTest {

    @Test
    @Timeout(240)
    void aFewKillsLoseNothing() throws Exception {
        assertThat(Kill.print(Options.parse(List.of("--no-agent", "--quick")))).isTrue();
    }
}
