package dev.reprise.jar;

import static dev.reprise.jar.HitIT.SUMMARIZE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.SummarizerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service that lives for a second leaves on disk: few entries, as its last sweep has half a second on a busy machine. */
class QuotaIT {

    @TempDir
    Path directory;

    @Test
    void aShortLivedServiceLeavesNoMoreThanItsQuota() throws IOException {
        Ended many = Fork.in(directory)
                .agent("scopes: { default: { max-entries: 20 } }", "methods:", SUMMARIZE)
                .run(SummarizerMain.class, prompts(70));

        assertThat(many.bodies("summarize")).as(many.err()).isEqualTo(70);
        assertThat(ModesIT.filesBelow(directory.resolve("home/v1"))).isBetween(1L, 20L);
    }

    @Test
    void aQuotaThatWasLoweredHoldsAfterTheNextServiceThatWrites() throws IOException {
        Fork.in(directory).agent("methods:", SUMMARIZE).run(SummarizerMain.class, prompts(70));

        Fork.in(directory)
                .agent("scopes: { default: { max-entries: 20 } }", "methods:", SUMMARIZE, "    scope: prompts")
                .run(SummarizerMain.class, "hello");

        assertThat(ModesIT.filesBelow(directory.resolve("home/v1/default"))).isBetween(1L, 20L);
        assertThat(ModesIT.filesBelow(directory.resolve("home/v1/prompts"))).isEqualTo(1);
    }

    @Test
    void aTenantWhoFillsTheHomeOfTwoServicesPushesOutNobodyElse() throws IOException {
        String scopes = "scopes: { answers: { max-entries-per-tenant: 5 } }";
        try (Obeying one = sharing("one", scopes);
                Obeying two = sharing("two", scopes)) {
            assertThat(one.tell("as small a")).isEqualTo("miss");
            while (!one.tell("as small a").equals("hit")) {
                // It is written a moment later. Had the other begun by then, each would have a log of evictions of its
                // own.
            }
            assertThat(two.tell("ask a")).isEqualTo("miss");
            for (int i = 0; i < 20; i++) {
                one.tell("as large one " + i);
                two.tell("as large two " + i);
            }
        }
        Path configuration = Files.writeString(directory.resolve("quota.yaml"), scopes + "\n");
        String home = directory.resolve("home").toString();
        Ended pruned =
                Fork.in(directory).runJar(Fork.AGENT, "prune", "--home", home, "--config", configuration.toString());

        assertThat(pruned.exitCode()).as(pruned.err()).isZero();
        assertThat(ModesIT.filesBelow(directory.resolve("home/v1"))).isEqualTo(7);
        try (Obeying restarted = sharing("three", scopes)) {
            assertThat(restarted.tell("as small a")).isEqualTo("hit");
            assertThat(restarted.tell("ask a")).isEqualTo("hit");
        }
    }

    private Obeying sharing(String name, String scopes) throws IOException {
        return Obeying.begin(Fork.in(directory.resolve(name))
                .home(directory.resolve("home"))
                .agent("tiers: { memory: off, disk: { timeout: 60s } }", scopes));
    }

    private static String[] prompts(int number) {
        return IntStream.range(0, number).mapToObj(i -> "prompt " + i).toArray(String[]::new);
    }
}
