package dev.reprise.jar;

import static dev.reprise.jar.HitIT.SUMMARIZE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.AnswersMain;
import dev.reprise.fixture.HostileMain;
import dev.reprise.fixture.ManyMain;
import dev.reprise.fixture.VanishingMain;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A fault in any stage leaves the real result. */
class FaultIT {

    private static final String[] ANSWERS = {
        "methods:", SUMMARIZE, "  - method: dev.reprise.fixture.AnswersMain#answer(String)"
    };

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void hostileArgumentsAndAnswersGoThrough(Jdk jdk) {
        Ended plain = Fork.in(directory).jdk(jdk).run(HostileMain.class);

        Ended ended = Fork.in(directory)
                .jdk(jdk)
                .agent("methods:", "  - method: dev.reprise.fixture.HostileMain#*(..)")
                .run(HostileMain.class);

        assertThat(ended.results()).isEqualTo(plain.results());
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.bodies("streamed"))
                .as("a stream is not an answer to keep")
                .isEqualTo(2);
        assertThat(ended.bodies("opened")).as("neither is an input stream").isEqualTo(2);
        assertThat(ended.foreignErrors()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void ordinaryClassesComeBackWithoutModuleJdkUnsupported(Jdk jdk) {
        String[] limits = {"--limit-modules", "java.se"};
        Ended plain = Fork.in(directory).jdk(jdk).flag(limits).run(AnswersMain.class);

        Ended ended = Fork.in(directory).jdk(jdk).flag(limits).agent(ANSWERS).run(AnswersMain.class);

        assertThat(ended.results()).isEqualTo(plain.results());
        assertThat(ended.err()).doesNotContain("cannot be made again");
        assertThat(ended.foreignErrors()).isEmpty();
    }

    @Test
    void whatTheCallerDoesToAnAnswerIsNotSeenByTheNext() {
        Ended plain = Fork.in(directory).run(AnswersMain.class);

        Ended ended = Fork.in(directory).agent(ANSWERS).run(AnswersMain.class);

        assertThat(ended.results()).isEqualTo(plain.results());
        assertThat(ended.bodies("answer")).as(ended.err()).isEqualTo(8);
        assertThat(ended.bodies("summarize")).isEqualTo(8);
    }

    /** As after a copy of the jar that broke off. */
    @ParameterizedTest
    @ValueSource(strings = {"HeldSize", "Life", "tier/MemoryEntry"})
    void anAgentOfWhichAPartIsMissingTurnsItselfOffAndSaysSoOnce(String part) throws IOException {
        Path broken = Files.copy(Fork.AGENT, directory.resolve("broken.jar"));
        try (FileSystem jar = FileSystems.newFileSystem(broken)) {
            Files.delete(jar.getPath("reprise/dev/reprise/engine/" + part + ".classdata"));
        }
        Path configuration = Fork.in(directory)
                .file(
                        "reprise.yaml",
                        "tiers: { disk: off }",
                        "methods:",
                        "  - method: dev.reprise.fixture.ManyMain#answer");

        Ended ended = Fork.in(directory)
                .flag("-javaagent:" + broken + "=" + configuration)
                .run(ManyMain.class);

        assertThat(ended.results()).as(ended.err()).contains("result right = 2000");
        assertThat(ended.bodies("answer")).isEqualTo(2_000);
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.reports())
                .filteredOn(line -> line.contains(" ERROR "))
                .singleElement()
                .asString()
                .contains(
                        "Reprise has turned itself off, because ",
                        " calls failed inside it within ",
                        "NoClassDefFoundError");
        assertThat(ended.foreignErrors()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void damagedEntriesAreMisses(Damage damage) throws IOException {
        Ended first = Fork.in(directory).agent(ANSWERS).run(AnswersMain.class);
        List<Path> entries = entries();
        damage.to(entries);

        Ended ended = Fork.in(directory).agent(ANSWERS).run(AnswersMain.class);

        assertThat(entries).hasSizeGreaterThanOrEqualTo(16);
        assertThat(ended.out()).isEqualTo(first.out());
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.foreignErrors()).isEmpty();
    }

    @Test
    void aHomeThatIsAFileCostsOneWarning() throws IOException {
        Path home = Fork.in(directory).file("home", "this is no folder");

        Ended ended = Fork.in(directory).agent(ANSWERS).run(AnswersMain.class);

        assertThat(ended.bodies("answer")).as("memory is left").isEqualTo(8);
        assertThat(ended.reports())
                .filteredOn(line -> line.contains(" WARN "))
                .singleElement()
                .asString()
                .contains(home.toString());
        assertThat(ended.foreignErrors()).isEmpty();
        assertThat(home).hasContent("this is no folder\n");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aHomeThatOthersCanWriteCostsOneWarningAndLeavesMemory() throws IOException {
        Path home = Files.createDirectories(directory.resolve("home"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));

        Ended ended = Fork.in(directory).agent(ANSWERS).run(AnswersMain.class);

        assertThat(ended.bodies("answer")).as("memory is left").isEqualTo(8);
        assertThat(ended.reports())
                .filteredOn(line -> line.contains(" WARN "))
                .singleElement()
                .asString()
                .contains("`chmod 700 " + home + "`");
        assertThat(ended.foreignErrors()).isEmpty();
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aHomeThatDisappearsLeavesTheService() {
        Ended plain = Fork.in(directory).run(AnswersMain.class);

        Ended ended = Fork.in(directory)
                .agent(ANSWERS)
                .run(AnswersMain.class, directory.resolve("home").toString());

        assertThat(ended.results()).isEqualTo(plain.results());
        assertThat(ended.foreignErrors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deleted", "truncated"})
    void aJarThatVanishesAfterTheStartLeavesTheService(String how) throws IOException {
        Path copy = Files.copy(Fork.AGENT, directory.resolve("copy.jar"));
        Path configuration = Fork.in(directory).file("reprise.yaml", "methods:", SUMMARIZE);

        Ended ended = Fork.in(directory)
                .flag("-javaagent:" + copy + "=" + configuration)
                .run(VanishingMain.class, copy.toString(), how);

        assertThat(ended.results())
                .containsExactly("result hello = m1:hello", "result hello = m1:hello", "result bye = m1:bye");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.foreignErrors()).isEmpty();
    }

    static Stream<String> parts() throws IOException {
        return Jars.read(Fork.AGENT).keySet().stream()
                .filter(name -> name.endsWith(".classdata") && !name.contains("META-INF"))
                .map(FaultIT::part)
                .distinct();
    }

    /** Own packages one by one, libraries as a whole. */
    private static String part(String entry) {
        String[] folders = entry.split("/");
        return String.join("/", Arrays.copyOf(folders, Math.min(folders.length - 1, 5)));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void aPartThatCannotBeLoadedLeavesTheService(String part) throws IOException {
        Map<String, byte[]> entries = Jars.read(Fork.AGENT);
        entries.replaceAll(
                (name, content) -> name.endsWith(".classdata") && part(name).equals(part)
                        ? Arrays.copyOf(content, content.length / 2)
                        : content);
        Path broken = Jars.write(directory.resolve("broken.jar"), entries);
        Path configuration = Fork.in(directory).file("reprise.yaml", ANSWERS);
        Ended plain = Fork.in(directory).run(AnswersMain.class);

        Ended ended = Fork.in(directory)
                .flag("-javaagent:" + broken + "=" + configuration)
                .run(AnswersMain.class);

        assertThat(ended.results()).isEqualTo(plain.results());
        assertThat(ended.exitCode()).isZero();
        // Without the gate the agent falls back to the boot class path, and the JVM remarks on that.
        assertThat(ended.foreignErrors())
                .filteredOn(line -> !line.contains("bootstrap classpath has been appended"))
                .isEmpty();
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("home"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains("default")
                            || file.getFileName().toString().length() > 32)
                    .sorted()
                    .toList();
        }
    }

    /** What can happen to a file between two runs. */
    enum Damage {
        FLIPPED {
            @Override
            byte[] apply(byte[] content, int number) {
                content[(int) ((long) number * 7919 % content.length)] ^= 1;
                return content;
            }
        },
        TRUNCATED {
            @Override
            byte[] apply(byte[] content, int number) {
                return Arrays.copyOf(content, number == 0 ? 0 : content.length * number / 20);
            }
        },
        PROLONGED {
            @Override
            byte[] apply(byte[] content, int number) {
                return Arrays.copyOf(content, content.length + 1 + number);
            }
        },
        FOREIGN {
            @Override
            byte[] apply(byte[] content, int number) {
                return "not an entry at all".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            }
        },
        SWAPPED {
            @Override
            void to(List<Path> files) throws IOException {
                byte[] first = Files.readAllBytes(files.get(0));
                for (int i = 0; i + 1 < files.size(); i++) {
                    Files.write(files.get(i), Files.readAllBytes(files.get(i + 1)));
                }
                Files.write(files.get(files.size() - 1), first);
            }
        },
        A_FOLDER {
            @Override
            void to(List<Path> files) throws IOException {
                for (Path file : files) {
                    Files.delete(file);
                    Files.createDirectory(file);
                }
            }
        };

        void to(List<Path> files) throws IOException {
            for (int i = 0; i < files.size(); i++) {
                Files.write(files.get(i), apply(Files.readAllBytes(files.get(i)), i));
            }
        }

        byte[] apply(byte[] content, int number) {
            return content;
        }
    }
}
