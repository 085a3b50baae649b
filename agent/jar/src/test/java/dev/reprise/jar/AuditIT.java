package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.AuditMain;
import dev.reprise.fixture.Clean;
import dev.reprise.fixture.EffectsMain;
import dev.reprise.fixture.Hidden;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which methods are reported as unfit after they were observed, and why. */
class AuditIT {

    /** What is to be said of each method of {@link Hidden}. */
    private static final Map<String, String> TOLD = told(
            "clock: unfit, a clock (System.nanoTime in Hidden.clock)",
            "clockBelow: unfit, a clock (Instant.now in Hidden.Stamp.now)",
            "clockInALambda: unfit, a clock (System.nanoTime in Hidden.",
            "clockInParts: unfit, a clock (System.nanoTime in Hidden.clockInParts)",
            "staticFieldInItems: unfit, a static field (Hidden.style in Hidden.staticFieldInItems)",
            "random: unfit, a random number (ThreadLocalRandom.",
            "randomName: unfit, in answer.id (a text of 36 characters, then a text of 36 characters)",
            "threadLocal: unfit, a thread-local (ThreadLocal.get in Hidden.threadLocal)",
            "staticField: unfit, a static field (Hidden.style in Hidden.staticField)",
            "setting: unfit, a system property or environment variable (System.getProperty in Hidden.setting)",
            "readFile: unfit, a file (Files.readString in Hidden.readFile)",
            "ignoredField: unfit, this.tone, which is not in the key",
            "temperature: unfit, temperature 0.7",
            "writeFile: unfit, its code writes to a file (Files.writeString in Hidden.writeFile)",
            "writeFileBelow: unfit, its code writes to a file (new FileOutputStream in Hidden.Journal.add)",
            "writeDatabase: unfit, its code changes a database (Statement.executeUpdate in Hidden.writeDatabase)",
            "sendElsewhere: doubtful, its code sends a request (new Socket in Hidden.sendElsewhere)",
            "countStatic: doubtful, its code changes a static field (Hidden.counted in Hidden.countStatic)",
            "countAtomic: doubtful, its code changes a static field (Hidden.NUMBER in Hidden.countAtomic)",
            "changeArgument: unfit, its receiver or an argument was changed while it ran",
            "changeReceiver: unfit, its receiver or an argument was changed while it ran");

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void everyHiddenInputAndSideEffectIsReportedAndNothingElse(Jdk jdk) throws IOException {
        Path report = directory.resolve("report.txt");
        Ended ended =
                fork(jdk, report).run(AuditMain.class, directory.resolve("file").toString(), "4");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.foreignErrors()).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report)))
                .isEqualTo("rw-------");
        Map<String, String> sections = sections(Files.readAllLines(report));
        for (Method method : methods(Hidden.class)) {
            String told = TOLD.get(method.getName());
            String section = sections.get(Hidden.class.getName() + "#" + method.getName());
            assertThat(told).as(method.getName()).isNotNull();
            assertThat(section).as(method.getName()).isNotNull();
            assertThat(section)
                    .contains("): " + told.substring(0, told.indexOf(',')) + "\n")
                    .contains(told.substring(told.indexOf(',') + 2));
        }
        for (Method method : methods(Clean.class)) {
            assertThat(sections.get(Clean.class.getName() + "#" + method.getName()))
                    .as(method.getName())
                    .contains(
                            "): fit\n",
                            "4 observed, 1 distinct key, 3 repeated",
                            "earlier ones: 3; alike ",
                            "different 0");
        }
        assertThat(ended.err())
                .contains("Hidden#clock: equal calls were answered otherwise, in answer (a text of ")
                .contains("; to serve those of methods that are fit: mode: on, but mode: observe for the ")
                .contains(".Hidden#clock is unfit: equal calls were answered otherwise, 3 of 3 times, in answer (");
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void theProposedConfigurationServesJustWhatIsFit(Jdk jdk) throws IOException {
        Path report = directory.resolve("report.txt");
        fork(jdk, report).run(AuditMain.class, directory.resolve("file").toString(), "4");
        List<String> lines = Files.readAllLines(report);
        List<String> proposed = lines.subList(lines.indexOf("# for reprise.yaml"), lines.size());

        Ended ended = Fork.in(directory.resolve("served"))
                .jdk(jdk)
                .agent(proposed.toArray(String[]::new))
                .run(AuditMain.class, directory.resolve("file").toString(), "4");

        int clean = methods(Clean.class).size();
        assertThat(proposed).filteredOn(line -> line.startsWith("  - method: ")).hasSize(clean);
        assertThat(ended.err()).contains("Reprise served " + 3 * clean + " of " + 4 * clean + " calls from cache");
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aServedMethodWhoseShadowedCallsAreAnsweredOtherwiseIsOnlyObservedFromThenOn(Jdk jdk) {
        Ended ended = Fork.in(directory)
                .jdk(jdk)
                .agent(
                        "methods:",
                        "  - method: dev.reprise.fixture.Hidden#clock",
                        "    key: { ignore: [this.tone] }",
                        "    shadow: 100%",
                        "  - method: dev.reprise.fixture.Clean#concat",
                        "    shadow: 100%")
                .run(AuditMain.class, directory.resolve("file").toString(), "30");

        assertThat(ended.err().lines())
                .as(ended.err())
                .filteredOn(line -> line.contains(" -> observe (by Reprise, because "))
                .singleElement()
                .asString()
                .contains("mode of method:dev.reprise.fixture.Hidden#clock(java.lang.String): ")
                .contains("20 of the last 20 calls that were made for comparison were answered otherwise");
        assertThat(ended.err())
                .contains("Reprise served 0 of ")
                .contains("Hidden#clock is not served: Reprise only observes it, because 20 of the last 20 calls")
                .contains("What to do: let its key count what decides its answers,")
                .doesNotContain("mode: on at");
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void filesThatAreWrittenAndWhatIsSentIsSeenWhereThatIsAskedFor(Jdk jdk) throws IOException {
        Path report = directory.resolve("report.txt");
        Ended ended = Fork.in(directory)
                .jdk(jdk)
                .agent(
                        "mode: observe",
                        "audit: { effects: on }",
                        "report: " + report,
                        "methods:",
                        "  - method: dev.reprise.fixture.Hidden#*",
                        "  - method: dev.reprise.fixture.Clean#*")
                .run(
                        EffectsMain.class,
                        directory.resolve("file").toString(),
                        directory.resolve("stderr").toString(),
                        "Hidden#writeFile: while it was observed it wrote to the file ",
                        "Hidden#writeFileBelow: while it was observed it wrote to the file ",
                        "Hidden#sendElsewhere: while it was observed it sent something to ");

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.foreignErrors()).isEmpty();
        Map<String, String> sections = sections(Files.readAllLines(report));
        assertThat(sections.get(Hidden.class.getName() + "#writeFile"))
                .contains("while it was observed it wrote to the file " + directory.resolve("written"));
        assertThat(sections.get(Hidden.class.getName() + "#writeFileBelow"))
                .contains("while it was observed it wrote to the file " + directory.resolve("journal"));
        assertThat(sections.get(Hidden.class.getName() + "#sendElsewhere"))
                .contains("): unfit")
                .contains("while it was observed it sent something to ");
        assertThat(sections.get(Clean.class.getName() + "#concat")).contains("): fit");
    }

    private Fork fork(Jdk jdk, Path report) {
        return Fork.in(directory)
                .jdk(jdk)
                .agent(
                        "mode: observe",
                        "report: " + report,
                        "methods:",
                        "  - method: dev.reprise.fixture.Hidden#temperature",
                        "    temperature: [0.temperature]",
                        "    key: { ignore: [this.tone] }",
                        "  - method: dev.reprise.fixture.Hidden#staticFieldInItems",
                        "    batch: { argument: 0 }",
                        "    key: { ignore: [this.tone] }",
                        "  - method: dev.reprise.fixture.Hidden#*",
                        "    key: { ignore: [this.tone] }",
                        "  - method: dev.reprise.fixture.Clean#greetings",
                        "    batch: { argument: 0 }",
                        "  - method: dev.reprise.fixture.Clean#*");
    }

    private static List<Method> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .toList();
    }

    /** Returns what a report says of each method. */
    private static Map<String, String> sections(List<String> report) {
        Map<String, String> sections = new LinkedHashMap<>();
        List<String> section = new ArrayList<>();
        for (String line : report) {
            if (line.isEmpty()) {
                section = new ArrayList<>();
            } else {
                section.add(line);
                sections.put(section.get(0).replaceFirst(" \\(.*", ""), String.join("\n", section) + "\n");
            }
        }
        return sections;
    }

    private static Map<String, String> told(String... lines) {
        Map<String, String> told = new LinkedHashMap<>();
        for (String line : lines) {
            told.put(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2));
        }
        return told;
    }
}
