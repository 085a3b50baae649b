package dev.reprise.jar;

import static dev.reprise.jar.HitIT.SUMMARIZE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.HurriedMain;
import dev.reprise.fixture.KeptMain;
import dev.reprise.fixture.SummarizerMain;
import dev.reprise.fixture.TellMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lies on disk tells nothing to who has no key, and the keys lie nowhere. */
class EncryptionIT {

    private static final String KEY = "00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef";
    private static final String OTHER = "ZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmY=";
    private static final String PROMPT = "the name of the patient";
    private static final String[] ENCRYPTED = {
        "log: debug",
        "store: { encryption-key: [env:NEW_KEY, env:OLD_KEY], mac-key: env:MAC_KEY }",
        "methods:",
        SUMMARIZE
    };

    @TempDir
    Path directory;

    @AfterEach
    void noFileAndNoLineTellsAKey() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(KEY.substring(0, 12), OTHER.substring(0, 12));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void anotherJvmWithTheKeyReadsAndOneWithoutMisses(Jdk jdk) throws IOException {
        Ended writing = encrypted(jdk, KEY, KEY).run(SummarizerMain.class, PROMPT);
        assertThat(writing.bodies("summarize")).isEqualTo(1);
        assertThat(writing.foreignErrors()).isEmpty();
        assertThat(entries()).isNotEmpty().allSatisfy(entry -> assertThat(
                        new String(Files.readAllBytes(entry), ISO_8859_1))
                .doesNotContain("patient"));

        Ended reading = encrypted(jdk, OTHER, KEY).run(SummarizerMain.class, PROMPT);
        assertThat(reading.results()).isEqualTo(writing.results());
        assertThat(reading.bodies("summarize")).as(reading.err()).isZero();

        Ended stranger = encrypted(jdk, OTHER, OTHER).run(SummarizerMain.class, PROMPT);
        assertThat(stranger.results()).isEqualTo(writing.results());
        assertThat(stranger.bodies("summarize")).isEqualTo(1);
        assertThat(stranger.err()).doesNotContain("WARN");

        Ended unencrypted =
                Fork.in(directory).jdk(jdk).agent("methods:", SUMMARIZE).run(SummarizerMain.class, PROMPT);
        assertThat(unencrypted.bodies("summarize")).isEqualTo(1);
        assertThat(unencrypted.err()).doesNotContain("WARN");
    }

    @Test
    void aKeyThatIsMissingLeavesMemoryAndWritesNothing() {
        Ended ended = Fork.in(directory)
                .environment("NEW_KEY", KEY)
                .environment("MAC_KEY", KEY)
                .agent(ENCRYPTED)
                .run(SummarizerMain.class, PROMPT, PROMPT);

        assertThat(ended.bodies("summarize")).isEqualTo(1);
        assertThat(ended.reports())
                .filteredOn(line -> line.contains(" WARN "))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains(
                                "disk tier is off",
                                "reprise.yaml:2:40",
                                "the environment variable OLD_KEY is not set"));
        assertThat(directory.resolve("home")).doesNotExist();
        assertThat(ended.foreignErrors()).isEmpty();
    }

    /** A command that is a JVM itself inherits the agent; it must neither wait for itself nor print into its own output. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aCommandThatIsAJvmWithTheAgentGivesItsKey() throws IOException {
        // Quick, because a command has 10 s, and a busy machine takes some of them.
        String tell = Jdk.running().tool("java") + " -XX:TieredStopAtLevel=1 -cp "
                + ClassPath.of(TellMain.class).toAbsolutePath() + " " + TellMain.class.getName();
        String[] configuration = {"store:", "  encryption-key: 'command: " + tell + "'", "methods:", SUMMARIZE};
        Path file = Fork.in(directory).file("reprise.yaml", configuration);

        Ended writing = Fork.in(directory)
                .environment("JAVA_TOOL_OPTIONS", "-javaagent:" + Fork.AGENT.toAbsolutePath() + "=" + file)
                .environment("TOLD", KEY)
                .run(
                        KeptMain.class,
                        PROMPT); // Who ends earlier waits two seconds at the most, which such a command may take.
        Ended reading = Fork.in(directory)
                .environment("TOLD", KEY)
                .agent("store: { encryption-key: env:TOLD }", "methods:", SUMMARIZE)
                .run(SummarizerMain.class, PROMPT);

        assertThat(writing.err()).doesNotContain("secretive");
        assertThat(reading.bodies("summarize")).as(writing.err()).isZero();
        assertThat(reading.results()).isEqualTo(writing.results());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatCannotBeWrittenBecauseTheKeyIsLateIsCountedAtTheEnd() {
        Ended ended = Fork.in(directory)
                .agent(
                        "store: { encryption-key: 'command: sleep 9' }",
                        "methods:",
                        "  - method: dev.reprise.fixture.HurriedMain#answer")
                .run(HurriedMain.class, "4100");

        assertThat(ended.err())
                .contains(
                        "4 entries were not written to disk: more came at a time than it could take",
                        "up to 4096 entries were not written to disk: the service ended first");
        assertThat(directory.resolve("home")).doesNotExist();
    }

    private Fork encrypted(Jdk jdk, String newKey, String oldKey) {
        return Fork.in(directory)
                .jdk(jdk)
                .environment("NEW_KEY", newKey)
                .environment("OLD_KEY", oldKey)
                .environment("MAC_KEY", KEY)
                .agent(ENCRYPTED);
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("home/v1"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
