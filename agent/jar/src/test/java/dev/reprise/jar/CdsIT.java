package dev.reprise.jar;

import static dev.reprise.jar.HitIT.SUMMARIZE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.api.Cached;
import dev.reprise.fixture.SummarizerMain;
import dev.reprise.fixture.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The application's own class archive is still used; an agent that appends to the boot class path loses it. */
class CdsIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void theArchiveOfTheApplicationIsStillUsed(Jdk jdk) throws IOException {
        Path archive = directory.resolve("app.jsa");
        Path[] classPath = jars();
        Fork.in(directory)
                .jdk(jdk)
                .flag("-XX:ArchiveClassesAtExit=" + archive)
                .classPath(classPath)
                .run(SummarizerMain.class, "hello");

        Ended ended = runWith(jdk, classPath, "-XX:SharedArchiveFile=" + archive, "-Xshare:auto");

        assertThat(archive).exists();
        assertUsed(ended, "shared objects file (top)");
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void theAheadOfTimeCacheOfTheApplicationIsStillUsed(Jdk jdk) throws IOException {
        Assumptions.assumeTrue(jdk.feature() >= 25, "one-step ahead-of-time caches come with 25");
        Path cache = directory.resolve("app.aot");
        Path[] classPath = jars();
        Fork.in(directory)
                .jdk(jdk)
                .flag("-XX:AOTCacheOutput=" + cache)
                .classPath(classPath)
                .run(SummarizerMain.class, "hello");

        Ended ended = runWith(jdk, classPath, "-XX:AOTCache=" + cache);

        assertThat(cache).exists();
        assertUsed(ended, "shared objects file");
    }

    private Ended runWith(Jdk jdk, Path[] classPath, String... flags) {
        return Fork.in(directory)
                .jdk(jdk)
                .agent("methods:", SUMMARIZE)
                .flag(flags)
                .flag("-Xlog:class+load:file=" + directory.resolve("classes.log"))
                .classPath(classPath)
                .run(SummarizerMain.class, "hello", "hello");
    }

    private void assertUsed(Ended ended, String source) throws IOException {
        assertThat(ended.out().lines()).as("no warning").allMatch(line -> line.matches("(result|bodies) .*"));
        assertThat(ended.foreignErrors()).isEmpty();
        assertThat(ended.bodies("summarize")).isEqualTo(1);
        assertThat(Files.readAllLines(directory.resolve("classes.log")))
                .anyMatch(line -> line.contains(SummarizerMain.class.getName() + " ") && line.contains(source))
                .anyMatch(line -> line.contains(Told.class.getName() + " ") && line.contains(source));
    }

    /** Archives remember jars, not folders. */
    private Path[] jars() throws IOException {
        Map<String, byte[]> fixtures = Jars.classes(Told.class);
        return new Path[] {
            Jars.write(directory.resolve("fixtures.jar"), fixtures), Jars.write(directory.resolve("api.jar"), api())
        };
    }

    private static Map<String, byte[]> api() throws IOException {
        Path api = ClassPath.of(Cached.class);
        return Files.isDirectory(api) ? Jars.classes(Cached.class) : Jars.read(api);
    }
}
