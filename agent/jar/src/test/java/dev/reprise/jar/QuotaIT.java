package dev.reprise.jar;

import static dev.reprise.jar.HitIT.SUMMARIZE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.SummarizerMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service that lives for a second leaves on disk. */
class QuotaIT {

    @TempDir
    Path directory;

    @Test
    void aShortLivedServiceLeavesNoMoreThanItsQuota() throws IOException {
        Ended many = Fork.in(directory)
                .agent("scopes: { default: { max-entries: 50 } }", "methods:", SUMMARIZE)
                .run(SummarizerMain.class, prompts(200));

        assertThat(many.bodies("summarize")).as(many.err()).isEqualTo(200);
        assertThat(ModesIT.filesBelow(directory.resolve("home/v1"))).isBetween(1L, 50L);
    }

    @Test
    void aQuotaThatWasLoweredHoldsAfterTheNextServiceThatWrites() throws IOException {
        Fork.in(directory).agent("methods:", SUMMARIZE).run(SummarizerMain.class, prompts(200));

        Fork.in(directory)
                .agent("scopes: { default: { max-entries: 50 } }", "methods:", SUMMARIZE, "    scope: prompts")
                .run(SummarizerMain.class, "hello");

        assertThat(ModesIT.filesBelow(directory.resolve("home/v1/default"))).isBetween(1L, 50L);
        assertThat(ModesIT.filesBelow(directory.resolve("home/v1/prompts"))).isEqualTo(1);
    }

    private static String[] prompts(int number) {
        return IntStream.range(0, number).mapToObj(i -> "prompt " + i).toArray(String[]::new);
    }
}
