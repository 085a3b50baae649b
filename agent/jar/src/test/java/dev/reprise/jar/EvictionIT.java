package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that share a home. */
class EvictionIT {

    /** What is promised, and no more. */
    private static final int PROMISED_MILLIS = 50;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    @TempDir
    Path directory;

    private final List<Obeying> services = new ArrayList<>();

    @BeforeEach
    void begin() throws IOException {
        for (String name : List.of("one", "two", "three")) {
            services.add(Obeying.begin(Fork.in(directory.resolve(name))
                    .home(directory.resolve("home"))
                    .agent(
                            "quiet: true",
                            "methods:",
                            "  - method: dev.reprise.fixture.ObeyingMain$Changer#changeOther(long)",
                            "    evicts: { scopes: [answers] }")));
        }
    }

    @AfterEach
    void end() throws IOException {
        for (Obeying service : services) {
            service.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evict-tag weather",
                "evict-scope answers",
                "evict-method dev.reprise.fixture.ObeyingMain#answer",
                "evict-all",
                "evict-key q",
                "change",
                "change-other"
            })
    void whatOneServiceEvictsNoneServesAnyMore(String command) throws Exception {
        allServe("q");

        assertThat(services.get(0).tell(command)).isEqualTo("evicted");
        TimeUnit.MILLISECONDS.sleep(PROMISED_MILLIS);

        assertThat(services.get(1).tell("ask q")).as(command).isEqualTo("miss");
        assertThat(services.get(1).tell("ask q")).isEqualTo("hit");
        assertThat(services.get(0).tell("ask other")).isEqualTo("miss");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "evict-tag fog", "evict-scope other", "evict-tenant acme", "evict-key other"})
    void whatElseThereIsIsServedOn(String command) throws Exception {
        allServe("q");
        services.get(0).tell("ask other");

        assertThat(services.get(0).tell(command)).isEqualTo("evicted");
        TimeUnit.MILLISECONDS.sleep(PROMISED_MILLIS);

        for (Obeying service : services) {
            assertThat(service.tell("ask q")).isEqualTo("hit");
        }
    }

    @Test
    void aCallThatBeganBeforeLeavesNothingThatIsServed() throws Exception {
        allServe("warm");
        assertThat(services.get(0).tell("begin q")).isEqualTo("begun");
        services.get(1).tell("evict-tag news");
        services.get(0).tell("end");
        TimeUnit.MILLISECONDS.sleep(PROMISED_MILLIS);

        assertThat(services.get(0).tell("ask q")).isEqualTo("miss");
        assertThat(services.get(1).tell("ask warm")).isEqualTo("miss");
    }

    @Test
    void anEvictionOutlivesTheServices() throws Exception {
        allServe("q");
        services.get(1).tell("evict-tag news");
        end();
        services.clear();
        begin();

        assertThat(services.get(0).tell("ask q")).isEqualTo("miss");
    }

    /** The user clears the cache with {@code rm}, as he always could. */
    @Test
    void aHomeThatIsDeletedIsEmpty() throws Exception {
        allServe("q");
        delete(directory.resolve("home"));
        TimeUnit.MILLISECONDS.sleep(PROMISED_MILLIS);

        assertThat(services.get(0).tell("ask q")).isEqualTo("miss");
        awaitLog();
        assertThat(services.get(1).tell("ask other")).isEqualTo("miss");
        assertThat(services.get(0).tell("ask q")).isEqualTo("hit");
    }

    /** Each of them has it in memory. */
    private void allServe(String question) throws IOException {
        services.get(0).tell("ask " + question);
        awaitLog();
        for (Obeying service : services) {
            while (!service.tell("ask " + question).equals("hit")) {
                // The first asks, and its entry is written a moment later.
            }
        }
    }

    /**
     * Who writes first begins the log of evictions that all go by. What another took into memory before it knew of that log is
     * gone when it does.
     */
    private void awaitLog() {
        while (!Files.exists(directory.resolve("home/epochs"))) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static void delete(Path tree) throws IOException {
        try (var paths = Files.walk(tree)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
