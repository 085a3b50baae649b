package dev.reprise.jar;

import static dev.reprise.jar.HitIT.SUMMARIZE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.api.Cached;
import dev.reprise.fixture.Told;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code check}: what is wrong with a configuration is known before a service starts with it. */
class CheckIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void allMistakesAreToldWithTheirPlaceAndWhatIsNearest(Jdk jdk) {
        Path file = Fork.in(directory).file("wrong.yaml", "mode: [on");

        Ended text = Fork.in(directory).jdk(jdk).runJar(Fork.AGENT, "check", file.toString());
        Path two = Fork.in(directory).file("two.yaml", "mod: on", "quite: true");
        Ended both = Fork.in(directory).jdk(jdk).runJar(Fork.AGENT, "check", two.toString());
        Ended json = Fork.in(directory).jdk(jdk).runJar(Fork.AGENT, "check", two.toString(), "--json");

        assertThat(text.exitCode()).isEqualTo(1);
        assertThat(both.exitCode()).isEqualTo(1);
        assertThat(both.out()).isEmpty();
        assertThat(both.err().lines()).hasSize(2);
        assertThat(both.err()).contains("two.yaml:1:1: ", "\"mode\"", "two.yaml:2:1: ", "\"quiet\"");
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(json.err()).isEmpty();
        assertThat(json.out())
                .startsWith("{\"valid\":false,\"problems\":[{\"file\":")
                .contains("two.yaml\",\"line\":1,\"column\":1,\"message\":\"unknown key");
    }

    @Test
    void aFileThatIsNotThereIsSaidToBeNamedHere() {
        Ended ended = check("absent.yaml");

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.err()).contains("absent.yaml: does not exist").doesNotContain("agent's argument");
    }

    @Test
    void tiersThatAreAllOffAreSaidOnce() {
        Ended ended = check(file("tiers: { memory: off, disk: off }"));

        assertThat(ended.err().lines()).as(ended.err()).hasSize(1).allMatch(line -> line.contains("both off"));
    }

    @Test
    void aRightConfigurationIsRight() {
        Ended ended = check(file("methods:", SUMMARIZE), "--class-path", fixtures());

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("1 entry of `methods`", "ok   ", "dev.reprise.fixture.Summarizer#summarize(java.lang.String");
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void ofEachEntryItIsToldWhatIsFoundAndWhatIsNotFit() {
        String configuration = file(
                "methods:",
                SUMMARIZE,
                "  - method: dev.reprise.fixture.Summariser#summarize(..)",
                "  - method: dev.reprise.fixture.Summarizer#sumarize(..)",
                "  - method: dev.reprise.fixture.Unsuitable#silent(..)",
                "  - method: dev.reprise.fixture.Unsuitable#foreign(..)",
                "  - method: dev.reprise.fixture.Unsuitable#unwritten(..)",
                "  - method: dev.reprise.fixture.Unsuitable+#unwritten(..)",
                "  - method: dev.reprise.fixture.Misfits#worker(..)",
                "  - method: dev.reprise.fixture.Teller#later(..)",
                "    callback: { argument: 1, ends: [ended], fails: [broken] }");

        Ended text = check(configuration, "--class-path", fixtures());
        Ended json = check(configuration, "--json", "-cp", fixtures());

        assertThat(text.exitCode()).isEqualTo(1);
        assertThat(text.out())
                .contains(
                        "no class dev.reprise.fixture.Summariser is on the class path; the nearest is"
                                + " dev.reprise.fixture.Summarizer",
                        "dev.reprise.fixture.Summarizer has no such method; the nearest is summarize",
                        "silent(java.lang.String) is not cached: it returns nothing that could be kept",
                        "foreign(java.lang.String) is not cached: it is native",
                        "unwritten(java.lang.String) is not cached: it is abstract",
                        "dev.reprise.fixture.Unsuitable$Written#unwritten(java.lang.String)",
                        "worker() is not cached: the method returns",
                        "Teller$Listener has no method ended; it has broken, end, part, word");
        assertThat(json.out().split("\"verdict\":\"ok\"", -1)).hasSizeGreaterThan(2);
        assertThat(json.out()).contains("\"right\":false", "\"method\":\"dev.reprise.fixture.Unsuitable#silent(..)\"");
    }

    @Test
    void aTenantThatIsNotWhereTheFileSaysIsTold() {
        String type = "dev.reprise.fixture.TenantsMain";
        Ended entry = check(
                file("methods:", SUMMARIZE, "    tenant: { thread-local: " + type + "#CUSTMER }"),
                "--class-path",
                fixtures());
        Ended everything = check(
                file("tenant: { method: " + type + "#nobody() }", "methods:", SUMMARIZE, "    tenant: off"),
                "--class-path",
                fixtures());

        assertThat(entry.exitCode()).isEqualTo(1);
        assertThat(entry.out())
                .contains(
                        "fail ",
                        "is not cached: tenant: " + type + " has no static field CUSTMER; the nearest is CUSTOMER");
        assertThat(everything.exitCode()).as(everything.out()).isZero();
        assertThat(everything.out()).contains("ok   ");
    }

    @Test
    void aSpringBootJarIsLookedIntoAndItsClientsAreNamed() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.putAll(Jars.renamed(Jars.classes(Told.class), name -> "BOOT-INF/classes/" + name));
        List<Path> libraries = new ArrayList<>(ClassPath.clients());
        libraries.removeIf(path -> !path.getFileName().toString().matches("(langchain4j|openai-java)-.*\\.jar"));
        for (Path library : libraries) {
            entries.put("BOOT-INF/lib/" + library.getFileName(), Files.readAllBytes(library));
        }
        Path api = ClassPath.of(Cached.class);
        Path apiJar = Jars.write(
                directory.resolve("api.jar"), Files.isDirectory(api) ? Jars.classes(Cached.class) : Jars.read(api));
        entries.put("BOOT-INF/lib/api.jar", Files.readAllBytes(apiJar));
        Path service = Jars.write(directory.resolve("service.jar"), entries);

        Ended ended = check(file("clients: { langchain4j: on }", "methods:", SUMMARIZE), "-cp", service.toString());

        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.out())
                .contains("ok   @Cached on dev.reprise.fixture.Assistant$Annotated#own(java.lang.String): 1 method")
                .containsPattern("client langchain4j is on: \\d+ methods of langchain4j-core-[^ ]+\\.jar")
                .containsPattern("client openai-java is observe: \\d+ methods of openai-java-core-[^ ]+\\.jar");
    }

    @Test
    void whatIsNotThereOrNoJarIsToldAndTheRestIsLookedAt() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.jar"), "no zip");
        String path = String.join(
                File.pathSeparator, directory.resolve("absent.jar").toString(), broken.toString(), fixtures());

        Ended ended = check(file("methods:", SUMMARIZE), "-cp", path);

        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out())
                .as("why something may not be found comes first")
                .containsSubsequence("absent.jar is not there", "broken.jar is no jar", "Summarizer#summarize");
    }

    private static String fixtures() {
        return ClassPath.join(ClassPath.fixtures());
    }

    private String file(String... lines) {
        return Fork.in(directory).file("reprise.yaml", lines).toString();
    }

    private Ended check(String configuration, String... more) {
        List<String> arguments = new ArrayList<>(List.of("check", configuration));
        arguments.addAll(List.of(more));
        return Fork.in(directory).runJar(Fork.AGENT, arguments.toArray(String[]::new));
    }
}
