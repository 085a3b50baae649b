package dev.reprise.jar;

import static dev.reprise.jar.HitIT.SUMMARIZE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.AnswersMain;
import dev.reprise.fixture.HygieneMain;
import dev.reprise.fixture.SummarizerMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a host may notice of the agent: nothing. */
class HygieneIT {

    private static final String[] EVERYTHING = {
        "methods:", SUMMARIZE, "  - method: dev.reprise.fixture.AnswersMain#answer(String)"
    };

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void nothingIsWrittenThatRepriseDidNotWrite(Jdk jdk) {
        Fork fork = unlisted().jdk(jdk).flag("-Xlog:disable", "-Xlog:all=warning:stderr");
        if (jdk.feature() >= 24) {
            fork.flag("--illegal-native-access=deny", "--sun-misc-unsafe-memory-access=deny");
        }

        Ended plain = fork.run(AnswersMain.class);
        fork.agent(EVERYTHING);
        Ended stored = fork.run(AnswersMain.class);
        Ended served = fork.run(AnswersMain.class);

        assertThat(untimed(stored)).isSubsetOf(untimed(plain));
        assertThat(untimed(served)).isSubsetOf(untimed(plain));
        assertThat(served.bodies("answer")).as(served.err()).isZero();
        assertThat(stored.out().lines()).allMatch(line -> line.startsWith("result ") || line.startsWith("bodies "));
    }

    /** Returns what else was written, without the JVM's times; some machines give it something to warn of. */
    private static List<String> untimed(Ended ended) {
        return ended.foreignErrors().stream()
                .map(line -> line.replaceFirst("^\\[[0-9.,]+s]", ""))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void theHostSeesItsOwnThreadsAndPropertiesAndNoOthers(Jdk jdk) {
        Ended plain = unlisted().jdk(jdk).run(HygieneMain.class);

        Ended ended = unlisted().jdk(jdk).agent(EVERYTHING).run(HygieneMain.class);

        assertThat(ended.bodies("summarize")).isEqualTo(2);
        assertThat(ended.told("before ")).as("no thread before the first call").isEqualTo(plain.told("before "));
        List<String> properties = ended.told("property ");
        assertThat(properties.stream().filter(HygieneIT::comparable))
                .isEqualTo(plain.told("property ").stream()
                        .filter(HygieneIT::comparable)
                        .toList());
        assertThat(ended.told("handler ")).isEqualTo(plain.told("handler "));
        assertThat(ended.told("context ")).containsExactly("true");
        assertThat(ended.told("common pool ")).isEqualTo(plain.told("common pool "));
        List<String> added = ended.told("after ").stream()
                .filter(thread -> !plain.told("after ").contains(thread))
                .toList();
        assertThat(added)
                .allMatch(thread -> thread.startsWith("reprise-"), "is named after Reprise")
                .allMatch(thread -> thread.endsWith(" daemon=true context=null"), "holds nobody up and no loader");
    }

    /** The JVM's own account of the command line names the agent and what it is told, and a process has its own number. */
    private static boolean comparable(String property) {
        return !property.startsWith("sun.java.launcher")
                && !property.startsWith("reprise.tiers.disk.timeout")
                && !property.startsWith("java.vm.")
                && !property.contains("pid");
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void theStartTouchesNoLoggingNoManagementNoEncryptionAndNoFunctions(Jdk jdk) throws IOException {
        Path log = directory.resolve("classes.log");

        Ended ended = Fork.in(directory)
                .jdk(jdk)
                .agent("methods:", "  - method: com.acme.Absent#absent(String)")
                .flag("-Xlog:class+load:file=" + log)
                .run(SummarizerMain.class);

        assertThat(ended.exitCode()).isZero();
        List<String> loaded = Files.readAllLines(log);
        assertThat(loaded).anyMatch(line -> line.contains("dev.reprise.bootstrap.Premain"));
        assertThat(loaded)
                .noneMatch(line -> line.contains(" java.util.logging."))
                .noneMatch(line -> line.contains(" javax.management."))
                .noneMatch(line -> line.contains(" javax.net.ssl."))
                .noneMatch(line -> line.contains(" java.lang.management."))
                .noneMatch(line -> line.contains("bytebuddy"))
                .noneMatch(line -> line.contains(" dev.reprise.") && line.contains("$$Lambda"))
                .noneMatch(line -> line.contains("com.fasterxml") || line.contains("org.slf4j"));
    }

    /** What records are equal by is made up when it is first asked, and each function is a class: both take the first call's time. */
    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void theFirstMissAndTheFirstHitAskNoRecordAndFewFunctions(Jdk jdk) throws IOException {
        Path log = directory.resolve("classes.log");

        Ended ended = Fork.in(directory)
                .jdk(jdk)
                .agent("reload: off", "jmx: off", "tiers: { disk: off }", "methods:", SUMMARIZE)
                .flag("-Xlog:class+load:file=" + log)
                .run(SummarizerMain.class, "hello", "hello");

        assertThat(ended.bodies("summarize")).as(ended.err()).isEqualTo(1);
        List<String> loaded = Files.readAllLines(log);
        assertThat(loaded).noneMatch(line -> line.contains(" java.lang.runtime.ObjectMethods"));
        assertThat(loaded)
                .filteredOn(line -> line.contains(" dev.reprise.") && line.contains("$$Lambda"))
                .hasSizeBetween(1, 60);
    }

    @Test
    void noFileIsWrittenOutsideHome() throws IOException {
        Path user = Files.createDirectories(directory.resolve("user"));
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        Ended ended = unlisted()
                .agent(EVERYTHING)
                .flag("-Duser.home=" + user, "-Djava.io.tmpdir=" + temporary)
                .environment("HOME", user.toString())
                .environment("XDG_CACHE_HOME", user.resolve("cache").toString())
                .run(AnswersMain.class);

        assertThat(ended.bodies("answer")).isEqualTo(8);
        assertThat(user).isEmptyDirectory();
        assertThat(temporary).isEmptyDirectory();
        assertThat(directory.resolve("work")).isEmptyDirectory();
        assertThat(ModesIT.filesBelow(directory.resolve("home"))).isGreaterThanOrEqualTo(16);
    }

    /** A JVM that nobody finds: who looks for all that run, as other tests do, leaves a thread and for a moment a file. */
    private Fork unlisted() {
        return Fork.in(directory).flag("-XX:-UsePerfData");
    }
}
