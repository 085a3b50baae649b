package dev.reprise.clients.nested;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.clients.HostClassPath;
import dev.reprise.clients.StandInProvider;
import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import dev.reprise.jar.Jdk;
import dev.reprise.jar.Runs;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real clients, one over the other, under the real agent. */
class NestedIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void oneEntryIsMadeOfEachCallWhateverClientsItGoesThrough(Jdk jdk) {
        Runs runs = Runs.of(fork(jdk), NestedMain.class, StandInProvider.freePort());

        List<String> plain = runs.plain().results();
        // What was asked, how many requests that took, whether both answers are equal, and the second.
        assertThat(plain)
                .as(runs.plain().err())
                .hasSize(10)
                .allMatch(line -> line.contains(": 2 true "))
                .anyMatch(line ->
                        line.startsWith("azure stream") && line.endsWith("It is |on its way.|It is on its way."));
        assertThat(runs.first().results()).as(runs.first().err()).containsExactlyElementsOf(served(plain, 1));
        assertThat(runs.again().results()).as(runs.again().err()).containsExactlyElementsOf(served(plain, 0));
        assertThat(runs.first().err())
                .contains("served 10 of 20 calls from cache (50.0 %); 10 missed, 10 stored, 0 bypassed");
        assertThat(runs.again().err()).contains("served 20 of 20 calls from cache");
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void observedCallsAreCountedOnceWhateverClientsTheyGoThrough(Jdk jdk) {
        Ended ended = fork(jdk).agent().run(NestedMain.class, StandInProvider.freePort());

        assertThat(ended.err()).contains("observed 20 calls; 10 were repeated");
    }

    private static List<String> served(List<String> plain, int requests) {
        return plain.stream()
                .map(line -> line.replaceFirst(": 2 ", ": " + requests + " "))
                .toList();
    }

    private Fork fork(Jdk jdk) {
        return Fork.in(directory).jdk(jdk).classPath(HostClassPath.ofClient());
    }
}
