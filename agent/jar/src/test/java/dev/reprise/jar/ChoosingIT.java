package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.ChosenMain;
import dev.reprise.fixture.SummarizerMain;
import dev.reprise.fixture.TailorMain;
import dev.reprise.fixture.Unsuitable;
import dev.reprise.fixture.ZooMain;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which methods are chosen, by every way to say so. */
class ChoosingIT {

    private static final List<String> ZOO = List.of(
            "greet",
            "work",
            "fixed",
            "hidden",
            "last",
            "over/String",
            "over/int",
            "over/both",
            "greatest",
            "join",
            "negated",
            "nextByte",
            "nextShort",
            "nextChar",
            "nextInt",
            "nextLong",
            "nextFloat",
            "nextDouble",
            "sorted",
            "words",
            "lengths",
            "mirrored",
            "other",
            "first");

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void methodsOfEveryKindAreCachedAndAnswerAsBefore(Jdk jdk) {
        String[] configuration = {
            "methods:",
            "  - method: dev.reprise.fixture.Zoo#*(..)",
            "  - method: dev.reprise.fixture.Greeter#greet",
            "  - method: dev.reprise.fixture.Zoo$Inner#work(String)"
        };
        Ended plain = Fork.in(directory).jdk(jdk).run(ZooMain.class);

        Ended first = Fork.in(directory).jdk(jdk).agent(configuration).run(ZooMain.class);
        Ended restarted = Fork.in(directory).jdk(jdk).agent(configuration).run(ZooMain.class);

        assertThat(first.results()).isEqualTo(plain.results());
        assertThat(restarted.results()).isEqualTo(plain.results());
        assertThat(ZOO).allSatisfy(name -> {
            assertThat(plain.bodies(name)).as(name).isEqualTo(3);
            assertThat(first.bodies(name)).as(name + "\n" + first.err()).isEqualTo(2);
            assertThat(restarted.bodies(name)).as(name + " after the restart").isZero();
        });
        assertThat(first.bodies("wide")).isEqualTo(4);
        assertThat(first.bodies("wide/finally")).isEqualTo(4);
        assertThat(first.bodies("nothing")).as("null is not an answer").isEqualTo(3);
        assertThat(first.foreignErrors()).isEmpty();
    }

    @Test
    void anExactPatternChoosesOneOverload() {
        Ended ended = Fork.in(directory)
                .agent("methods:", "  - method: dev.reprise.fixture.Zoo#over(java.lang.String, int)")
                .run(ZooMain.class);

        assertThat(ended.bodies("over/both")).isEqualTo(2);
        assertThat(ended.bodies("over/String")).isEqualTo(3);
        assertThat(ended.bodies("over/int")).isEqualTo(3);
    }

    @Test
    void subtypesAnnotationsAndProxiesAreFound() {
        Ended plain = Fork.in(directory).run(ChosenMain.class);

        Ended ended = Fork.in(directory)
                .agent("methods:", "  - method: dev.reprise.fixture.PromptBuilder+#build*(..)")
                .run(ChosenMain.class);

        assertThat(ended.results()).isEqualTo(plain.results());
        assertThat(List.of(
                        "Polite.build",
                        "buildFrom",
                        "Patient.answer",
                        "own",
                        "Annotated.hidden",
                        "proxy.answer",
                        "proxy.whisper"))
                .allSatisfy(name -> assertThat(ended.bodies(name))
                        .as(name + "\n" + ended.err())
                        .isEqualTo(1));
        assertThat(ended.bodies("Chat.build")).as("once for each receiver").isEqualTo(2);
        assertThat(List.of("Chat.describe", "Patient.ramble", "rolledBack", "proxy.ramble"))
                .allSatisfy(name -> assertThat(ended.bodies(name)).as(name).isEqualTo(2));
        assertThat(ended.foreignErrors()).isEmpty();
    }

    @Test
    void objectsThatDifferInALambdaDoNotShareAndTheLogSaysHowToCacheThem() {
        String[] configuration = {"methods:", "  - method: dev.reprise.fixture.TailorMain$Tailor#tailor(String)"};
        Ended plain = Fork.in(directory).run(TailorMain.class);

        Ended ended = Fork.in(directory).agent(configuration).run(TailorMain.class);

        assertThat(ended.results()).isEqualTo(plain.results());
        assertThat(ended.bodies("tailor")).isEqualTo(4);
        String reports = String.join("\n", ended.reports());
        assertThat(reports).contains("this.transform is a lambda of dev.reprise.fixture.TailorMain, which has no");
        String remedy = reports.substring(reports.indexOf("`key: ") + 1, reports.indexOf(" }`") + 2);

        Ended remedied = Fork.in(directory)
                .agent(configuration[0], configuration[1], "    " + remedy)
                .run(TailorMain.class, "only the loud one");

        assertThat(remedied.bodies("tailor")).as(remedied.err()).isEqualTo(1);
    }

    @Test
    void theConfigurationOverridesAnAnnotation() {
        Ended ended = Fork.in(directory)
                .agent("methods:", "  - { method: 'dev.reprise.fixture.Assistant$Annotated#own(String)', rollout: 0% }")
                .run(ChosenMain.class);

        assertThat(ended.bodies("own")).isEqualTo(2);
        assertThat(ended.bodies("Patient.answer")).isEqualTo(1);
    }

    @Test
    void aMethodThatNoClassHasIsReportedWithTheNearestName() {
        Ended ended = Fork.in(directory)
                .agent(
                        "methods:",
                        "  - method: dev.reprise.fixture.Summarizer#sumarize(String, int)",
                        "  - method: dev.reprise.fixture.Sumarizer#summarize(String, int)")
                .run(SummarizerMain.class, "hello", "hello");

        assertThat(ended.bodies("summarize")).isEqualTo(2);
        assertThat(String.join("\n", ended.reports()))
                .contains("Summarizer#sumarize", "reprise.yaml:2:", "nearest is summarize")
                .contains("Sumarizer#summarize", "reprise.yaml:3:");
        assertThat(ended.foreignErrors()).isEmpty();
    }

    @Test
    void whatCannotBeCachedIsRefusedAndRuns() {
        Ended plain = Fork.in(directory).run(Unsuitable.class);

        Ended ended = Fork.in(directory)
                .agent(
                        "methods:",
                        "  - method: dev.reprise.fixture.Unsuitable#unwritten(String)",
                        "  - method: dev.reprise.fixture.Unsuitable#silent(String)",
                        "  - method: dev.reprise.fixture.Unsuitable#foreign(String)")
                .run(Unsuitable.class);

        assertThat(ended.out()).isEqualTo(plain.out());
        String reports = String.join("\n", ended.reports());
        assertThat(reports).contains("Unsuitable#unwritten", "abstract");
        assertThat(reports).contains("Unsuitable#silent", "returns nothing");
        assertThat(reports).contains("Unsuitable#foreign", "native");
        assertThat(ended.foreignErrors()).isEmpty();
    }
}
