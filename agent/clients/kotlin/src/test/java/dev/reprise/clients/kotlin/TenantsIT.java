package dev.reprise.clients.kotlin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Coroutines of several tenants, told by an element of their context, under the real agent. */
class TenantsIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void eachCoroutineGetsTheEntriesOfItsTenantWhereverItRuns(Jdk jdk) {
        Ended cached = Fork.in(directory)
                .jdk(jdk)
                .classPath(HostClassPath.ofClient())
                .agent(
                        "tenant: { coroutine: dev.reprise.clients.kotlin.BelongsTo#tenant }",
                        "methods:",
                        "- method: dev.reprise.clients.kotlin.Numbering#slow",
                        "  single-flight: on",
                        "- method: dev.reprise.clients.kotlin.Numbering#atOnce",
                        "  single-flight: on",
                        "- method: dev.reprise.clients.kotlin.Numbering#parts",
                        "  single-flight: on",
                        "- method: dev.reprise.clients.kotlin.Numbering#later",
                        "  single-flight: on",
                        "  key: { ignore: [0] }")
                .run(TenantsMainKt.class);

        List<String> expected = new ArrayList<>();
        for (String name : List.of("slow", "at once", "parts", "parts elsewhere")) {
            expected.add(name + ": another's is another true");
            expected.add(name + ": again true");
            expected.add(name + ": async true");
            expected.add(name + ": inherited true");
            expected.add(name + ": within true");
            expected.add(name + ": launched true");
            expected.add(name + ": nobody's is asked 4");
            expected.add(name + ": blank is asked 4");
        }
        expected.add("later is asked 2");
        expected.add("crossed 0");
        assertThat(cached.results()).as(cached.err()).isEqualTo(expected);
    }
}
