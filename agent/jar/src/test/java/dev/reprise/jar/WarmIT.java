package dev.reprise.jar;

import static dev.reprise.jar.HitIT.SUMMARIZE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.fixture.SummarizerMain;
import dev.reprise.fixture.WarmMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Services that begin with the entries of a file. */
@DisabledOnOs(OS.WINDOWS)
class WarmIT {

    private static final String MAC_KEY = "00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef";

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void aServiceLoadsAFileBesideItsFirstCall(Jdk jdk) {
        Path file = exported("hello", "bye");

        Ended first = warm(jdk, "warm: " + file).run(WarmMain.class, "other", "hello", "bye");
        Ended again = warm(jdk, "warm: " + file).run(WarmMain.class, "bye", "hello");

        assertThat(first.bodies("summarize")).as(first.err()).isEqualTo(1);
        assertThat(first.reports())
                .filteredOn(line -> line.contains("warm: "))
                .singleElement()
                .asString()
                .contains(
                        " INFO ",
                        "warm: 2 entries of " + file
                                + " were loaded; 0 were there already, evicted or too large, 0 had expired");
        assertThat(first.err()).contains("served 2 of 3 calls from cache (66.7 %: 2 disk)");
        assertThat(first.foreignErrors()).isEmpty();
        assertThat(again.bodies("summarize")).as(again.err()).isZero();
        assertThat(again.err()).contains("warm: 0 entries of " + file + " were loaded; 2 were there already");
    }

    @Test
    void aPropertyNamesTheFileAsWell() {
        Path file = exported("hello");

        Ended ended = Fork.in(directory)
                .home(directory.resolve("two"))
                .flag("-Dreprise.warm=" + file)
                .agent("methods:", SUMMARIZE)
                .run(WarmMain.class, "other", "hello");

        assertThat(ended.bodies("summarize")).as(ended.err()).isEqualTo(1);
    }

    @Test
    void aFileThatCannotBeReadIsOneWarningAndNoMore() throws IOException {
        Path broken = directory.resolve("broken.jsonl");
        Files.writeString(broken, Files.readString(exported("hello")).replace("\"end\"", "\"End\""));

        Ended altered = warm(Jdk.running(), "warm: " + broken).run(WarmMain.class, "other", "hello", "hello");
        Ended missing =
                warm(Jdk.running(), "warm: " + directory.resolve("none")).run(WarmMain.class, "new", "hello", "hello");

        for (Ended ended : new Ended[] {altered, missing}) {
            assertThat(ended.exitCode()).isZero();
            assertThat(ended.reports())
                    .filteredOn(line -> line.contains(" WARN "))
                    .singleElement()
                    .asString()
                    .contains("is not loaded, and the service runs without: ");
        }
        assertThat(altered.err()).contains("line 3: it was altered");
        assertThat(altered.bodies("summarize")).isEqualTo(2);
        assertThat(missing.bodies("summarize")).isEqualTo(1);
    }

    @Test
    void itIsLoadedIntoRedis() throws IOException {
        Path file = exported("hello");
        try (OneRedis redis = OneRedis.start()) {
            Ended ended = Fork.in(directory)
                    .home(directory.resolve("two"))
                    .environment("REPRISE_TIERS_REDIS_URI", redis.uri())
                    .environment("REPRISE_TIERS_REDIS_TIMEOUT", "60s")
                    .environment("REPRISE_STORE_MAC_KEY", "env:MAC_KEY")
                    .environment("MAC_KEY", MAC_KEY)
                    .agent("warm: " + file, "tiers: { disk: off }", "methods:", SUMMARIZE)
                    .run(WarmMain.class, "other", "hello");

            assertThat(ended.bodies("summarize")).as(ended.err()).isEqualTo(1);
            assertThat(ended.err()).contains("1 redis)");
        }
    }

    @Test
    void nothingOfItIsLoadedWhereItIsNotConfigured() {
        Ended ended = Fork.in(directory)
                .agent("methods:", SUMMARIZE)
                .flag("-Xlog:class+load:stdout")
                .run(SummarizerMain.class, "hello");

        assertThat(ended.out())
                .contains("dev.reprise.engine.tier.DiskTier ")
                .doesNotContain(
                        "dev.reprise.engine.exchange.", "dev.reprise.admin.cli.", "dev.reprise.shaded.picocli.");
    }

    private Fork warm(Jdk jdk, String line) {
        return Fork.in(directory).jdk(jdk).home(directory.resolve("two")).agent(line, "methods:", SUMMARIZE);
    }

    private Path exported(String... prompts) {
        Path file = directory.resolve("entries.jsonl");
        Path home = directory.resolve("one");
        Fork.in(directory).home(home).agent("methods:", SUMMARIZE).run(SummarizerMain.class, prompts);
        Ended ended =
                Fork.in(directory).runJar(Fork.AGENT, "export", file.toString(), "--home", home.toString(), "--force");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        return file;
    }
}
