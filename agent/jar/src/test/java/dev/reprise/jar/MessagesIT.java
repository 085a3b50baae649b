package dev.reprise.jar;

import static dev.reprise.jar.HitIT.SUMMARIZE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reprise.fixture.SummarizerMain;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said, where, and what it tells to do. */
class MessagesIT {

    private static final String SUMMARIZER = "dev.reprise.fixture.Summarizer#summarize";

    @TempDir
    Path directory;

    @Test
    void whatIsIgnoredInVainIsNamedAtItsOwnPlaceInTheFile() {
        Ended ended = Fork.in(directory)
                .agent(
                        "methods:",
                        SUMMARIZE,
                        "    key:",
                        "      ignore:",
                        "        - this",
                        "        - promt",
                        "        - 7",
                        "        - this.modell")
                .run(SummarizerMain.class, "hello", "hello");

        assertThat(warnings(ended))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .endsWith("reprise.yaml:6:11: key: ignore: \"promt\" leaves nothing out: " + SUMMARIZER
                                        + " has no parameter \"promt\"; the nearest is \"prompt\""),
                        line -> assertThat(line)
                                .endsWith("reprise.yaml:7:11: key: ignore: \"7\" leaves nothing out: " + SUMMARIZER
                                        + " has no parameter 7; its indexes are 0 to 1"),
                        line -> assertThat(line)
                                .contains("reprise.yaml:8:11: key: ignore: \"this.modell\" leaves nothing out: ")
                                .endsWith("the nearest is \"model\""));
        assertThat(ended.bodies("summarize")).isEqualTo(1);
    }

    @Test
    void aSmallHeapIsLeftToTheServiceAndWhatTakesMostOfItIsTold() {
        Ended byDefault = Fork.in(directory)
                .flag("-Xmx128m", "-XX:+UseParallelGC")
                .agent("methods:", SUMMARIZE)
                .run(SummarizerMain.class, "hello", "hello");
        Ended written = Fork.in(directory)
                .flag("-Xmx128m", "-XX:+UseParallelGC")
                .agent("tiers: { memory: { max-size: 100MB } }", "methods:", SUMMARIZE)
                .run(SummarizerMain.class, "hello", "hello");

        assertThat(byDefault.err()).containsPattern("; memory 1[3-6] MB, disk ");
        assertThat(warnings(byDefault)).isEmpty();
        assertThat(written.err()).contains("; memory 100 MB, disk ");
        assertThat(warnings(written))
                .singleElement()
                .asString()
                .contains("tiers.memory.max-size lets entries take 100 MB of a heap of ");
    }

    @Test
    void aPaceOfAnAnswerWithoutPartsIsTold() {
        Ended ended = Fork.in(directory)
                .agent("methods:", SUMMARIZE, "    replay: { pace: original }")
                .run(SummarizerMain.class, "hello", "hello");

        assertThat(warnings(ended))
                .singleElement()
                .asString()
                .endsWith("reprise.yaml:2:13: replay.pace changes nothing: the answer of " + SUMMARIZER
                        + " has no parts; leave it out");
        assertThat(ended.bodies("summarize")).isEqualTo(1);
    }

    @Test
    void whatAnAnswerIsAskedForInVainIsTold() {
        Ended ended = Fork.in(directory)
                .agent(
                        "methods:",
                        SUMMARIZE,
                        "    deterministic-only: true",
                        "    temperature: [1.degree]",
                        "    admit:",
                        "      unless: { finishReason: [length] }")
                .run(SummarizerMain.class, "hello");

        assertThat(warnings(ended))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .endsWith(
                                        "reprise.yaml:6:7: admit: \"finishReason\" names nothing: java.lang.String counts"
                                                + " as a whole and has no field \"finishReason\""),
                        line -> assertThat(line)
                                .endsWith(
                                        "reprise.yaml:2:13: temperature: \"1.degree\" names nothing: int counts as a whole"
                                                + " and has no field \"degree\""),
                        line -> assertThat(line).contains("deterministic-only"));
    }

    @Test
    void debugSaysHowEachCallEnded() {
        Ended ended = Fork.in(directory)
                .agent("log: debug", "methods:", SUMMARIZE, "    scope: prompts")
                .run(SummarizerMain.class, "hello", "hello", "bye");
        Ended left = Fork.in(directory)
                .agent("log: debug", "methods:", SUMMARIZE, "    rollout: 0%")
                .run(SummarizerMain.class, "hello");
        Ended observed = Fork.in(directory)
                .agent("log: debug", "mode: observe", "methods:", SUMMARIZE)
                .run(SummarizerMain.class, "hello", "hello");

        assertThat(calls(ended))
                .containsExactly(
                        "miss: " + SUMMARIZER + ", scope prompts, stored",
                        "hit: " + SUMMARIZER + ", scope prompts, source memory",
                        "miss: " + SUMMARIZER + ", scope prompts, stored");
        assertThat(calls(left))
                .containsExactly("bypass: " + SUMMARIZER + ", scope default, its key is outside the rollout");
        assertThat(calls(observed))
                .containsExactly(
                        "observed: " + SUMMARIZER + ", scope default, new",
                        "observed: " + SUMMARIZER + ", scope default, repeated");
    }

    @Test
    void whatWasObservedEndsWithTheLineThatServesIt() {
        Ended all = Fork.in(directory)
                .agent("mode: observe", "methods:", SUMMARIZE)
                .run(SummarizerMain.class, "hello", "hello");
        Ended one = Fork.in(directory)
                .agent("methods:", SUMMARIZE, "    mode: observe")
                .run(SummarizerMain.class, "hello", "hello");

        assertThat(all.reports())
                .last()
                .asString()
                .contains("observed 2 calls; 1 was repeated")
                .endsWith("to serve it: mode: on");
        assertThat(one.reports())
                .last()
                .asString()
                .contains("to serve it: mode: on at ")
                .endsWith("reprise.yaml:2:13");
    }

    @Test
    void aSecurityManagerIsNamedWithItsRemedy() {
        assumeTrue(Jdk.running().feature() < 24, "a later JVM does not start with one");

        Ended ended = Fork.in(directory)
                .agent("methods:", SUMMARIZE)
                .flag("-Djava.security.manager")
                .run(SummarizerMain.class);
        Path policy = Fork.in(directory).file("all.policy", "grant { permission java.security.AllPermission; };");
        Ended granted = Fork.in(directory)
                .agent("methods:", SUMMARIZE)
                .flag("-Djava.security.manager", "-Djava.security.policy=" + policy)
                .run(SummarizerMain.class, "hello", "hello");

        assertThat(ended.reports())
                .singleElement()
                .asString()
                .contains("is off")
                .contains("Run the service without a security manager, or let its policy grant")
                .endsWith("to the agent's jar and to the service's code");
        assertThat(granted.bodies("summarize")).as("with what the line says").isEqualTo(1);
    }

    private static List<String> calls(Ended ended) {
        return ended.reports().stream()
                .filter(line -> line.contains(", scope "))
                .map(line -> line.substring(line.indexOf("DEBUG ") + "DEBUG ".length()))
                .toList();
    }

    private static List<String> warnings(Ended ended) {
        return ended.reports().stream().filter(line -> line.contains(" WARN ")).toList();
    }
}
