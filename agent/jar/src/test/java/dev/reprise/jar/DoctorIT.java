package dev.reprise.jar;

import static dev.reprise.jar.HitIT.SUMMARIZE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.reprise.fixture.SummarizerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code doctor} and {@code completion}. */
@DisabledOnOs(OS.WINDOWS)
class DoctorIT {

    private static final String MAC_KEY = "00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef";
    private static final String OTHER_KEY = "ff112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef";

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void whereAllIsWellItSaysSo(Jdk jdk) {
        Fork.in(directory).jdk(jdk).agent("methods:", SUMMARIZE).run(SummarizerMain.class, "hello");

        Ended text = Fork.in(directory).jdk(jdk).runJar(Fork.AGENT, "doctor");
        Ended json = Fork.in(directory).jdk(jdk).runJar(Fork.AGENT, "doctor", "--json");

        assertThat(text.exitCode()).as(text.out() + text.err()).isZero();
        assertThat(text.out())
                .contains("ok   java: Java " + jdk.feature(), "reprise-agent.jar is whole, version ")
                .contains("ok   home: " + directory.resolve("home") + "; looked at 1 entry: all can be used")
                .doesNotContain("fail ");
        assertThat(json.exitCode()).isZero();
        assertThat(json.out()).startsWith("{\"findings\":[{\"about\":\"java\",\"verdict\":\"ok\",");
    }

    @Test
    void aHomeThatOthersCanWriteFailsWithWhatToDo() throws IOException {
        Path home = Files.createDirectories(directory.resolve("open"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));

        Ended ended = Fork.in(directory).runJar(Fork.AGENT, "doctor", "--home", home.toString());

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out()).contains("fail home: " + home + " can be written by other users", "chmod 700");
    }

    @Test
    void aWrongConfigurationAndAnAgentThatIsNotThereFail() {
        Path wrong = Fork.in(directory).file("wrong.yaml", "mod: on");

        Ended ended = Fork.in(directory)
                .environment("JDK_JAVA_OPTIONS", "-Dx=y")
                .environment("_JAVA_OPTIONS", "-XX:+DisableAttachMechanism")
                .runJar(Fork.AGENT, "doctor", "--config", wrong.toString());

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out())
                .contains("fail configuration: ", "wrong.yaml:1:1: unknown key \"mod\"; did you mean \"mode\"?")
                .contains("warn _JAVA_OPTIONS: has -XX:+DisableAttachMechanism");
    }

    @Test
    void whatTheFileSaysToNoEffectIsWarnedOf() {
        Path file = Fork.in(directory).file("reprise.yaml", "mode: off", "home: other");

        Ended ended = Fork.in(directory)
                .environment("REPRISE_MODE", "on")
                .runJar(Fork.AGENT, "doctor", "--config", file.toString(), "--home", directory + "/home");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out())
                .containsPattern("(?m)^warn configuration: .*reprise.yaml:1:7: mode: off is without effect, because"
                        + " environment variable REPRISE_MODE=on goes before the file$")
                .doesNotContain("home: other");
    }

    @Test
    void redisIsAskedAndEntriesOfAnotherKeyAreNoticed() throws IOException {
        try (OneRedis redis = OneRedis.start()) {
            Fork.in(directory).agent("methods:", SUMMARIZE).run(SummarizerMain.class, "hello");
            Path file = directory.resolve("entries.jsonl");
            Fork.in(directory)
                    .runJar(
                            Fork.AGENT,
                            "export",
                            file.toString(),
                            "--home",
                            directory.resolve("home").toString());
            keyed(MAC_KEY, "import", file.toString(), "--redis", redis.uri());

            Ended well = keyed(MAC_KEY, "doctor", "--redis", redis.uri());
            Ended other = keyed(OTHER_KEY, "doctor", "--redis", redis.uri());
            Ended away = keyed(MAC_KEY, "doctor", "--redis", "redis://127.0.0.1:1");

            assertThat(well.exitCode()).as(well.out()).isZero();
            assertThat(well.out()).containsPattern("ok   redis: [^ ]+ answers within \\d+ ms; looked at 1 entry: all");
            assertThat(other.exitCode()).as(other.out()).isZero();
            assertThat(other.out()).containsPattern("warn redis: .*1 of another key");
            assertThat(away.exitCode()).isEqualTo(1);
            assertThat(away.out()).contains("fail redis: 127.0.0.1:1 cannot be used");
        }
    }

    @Test
    void theScriptForShellsCompletesCommands() throws Exception {
        Ended printed = Fork.in(directory).runJar(Fork.AGENT, "completion", "bash");
        Path script = Files.writeString(directory.resolve("completion.sh"), printed.out());
        assumeThat(Path.of("/bin/bash")).isExecutable();

        Process bash = new ProcessBuilder(
                        "/bin/bash",
                        "-c",
                        "source '" + script + "'; COMP_WORDS=(reprise sta); COMP_CWORD=1; _complete_reprise;"
                                + " echo \"${COMPREPLY[@]}\"")
                .redirectErrorStream(true)
                .start();
        String completed = new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(bash.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(completed.strip()).isEqualTo("stats");
        assertThat(Fork.in(directory).runJar(Fork.AGENT, "completion", "fish").exitCode())
                .isEqualTo(2);
    }

    private Ended keyed(String key, String... arguments) {
        return Fork.in(directory)
                .environment("REPRISE_STORE_MAC_KEY", "env:MAC_KEY")
                .environment("MAC_KEY", key)
                .environment("REPRISE_TIERS_DISK", "off")
                .runJar(Fork.AGENT, arguments);
    }
}
