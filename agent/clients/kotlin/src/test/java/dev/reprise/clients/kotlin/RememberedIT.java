package dev.reprise.clients.kotlin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How suspend functions, Deferred and Flow fail as equal calls did before, if a user wants that, under the real agent. */
class RememberedIT {

    private static final String NAMED =
            "dev.reprise.clients.kotlin.NoSuchDocument, java.util.concurrent.CancellationException";

    private static final List<String> WAYS = List.of(
            "at once",
            "suspended",
            "later",
            "lazily",
            "by a thread",
            "failed",
            "failed, joined",
            "parts",
            "parts, first",
            "parts elsewhere",
            "begun");

    @TempDir
    Path directory;

    @Test
    void whatAUserNamesIsToldAgainUntilItIsEvicted() {
        Ended plain = fork().run(RememberedMainKt.class);
        Ended remembered = remembering("1h");

        assertThat(plain.results()).as(plain.err()).isEqualTo(rows(3, "1 then 1"));
        assertThat(remembered.results()).as(remembered.err()).isEqualTo(rows(1, "0 then 1"));
    }

    @Test
    void whatAUserNamesIsToldAgainUntilItsTimeIsOver() {
        Ended ended = remembering("1ms");

        assertThat(ended.results().stream().filter(line -> !line.contains("evicted")))
                .as(ended.err())
                .isEqualTo(rows(3, "").stream()
                        .filter(line -> !line.contains("evicted"))
                        .toList());
    }

    private Ended remembering(String ttl) {
        return fork().agent(
                        "quiet: true",
                        "methods:",
                        "- method: dev.reprise.clients.kotlin.Documents#*(..)",
                        "  tags: [papers]",
                        "  negative-ttl: " + ttl,
                        "  negative-exceptions: [" + NAMED + "]")
                .run(RememberedMainKt.class);
    }

    private Fork fork() {
        return Fork.in(directory).classPath(HostClassPath.ofClient());
    }

    /**
     * Returns what is printed.
     *
     * @param ran the bodies of three calls that fail as the user named it
     * @param evicted the bodies after an eviction of another tag and then of its own
     */
    private static List<String> rows(int ran, String evicted) {
        List<String> rows = new ArrayList<>();
        for (String way : WAYS) {
            boolean isBegun = way.equals("begun");
            rows.add(way + ": " + (isBegun ? 3 : ran) + " [NoSuchDocument no a a] true true,"
                    + " 3 [IllegalStateException no luck null] true true");
            rows.add(way + ", evicted: " + (isBegun ? "1 then 1" : evicted));
        }
        rows.add("collector: 2, [b]");
        rows.add("cancelled: 2");
        return rows;
    }
}
