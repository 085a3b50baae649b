package dev.reprise.jar;

import static dev.reprise.jar.HitIT.SUMMARIZE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.api.Cached;
import dev.reprise.fixture.IdleAgent;
import dev.reprise.fixture.SummarizerMain;
import dev.reprise.fixture.Told;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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
    void theArchiveOfTheApplicationIsUsedAsWithAnAgentThatDoesNothing(Jdk jdk) throws IOException {
        Path archive = directory.resolve("app.jsa");
        Path[] classPath = jars();
        fork(jdk, classPath).flag("-XX:ArchiveClassesAtExit=" + archive).run(SummarizerMain.class, "hello");

        Ended idle = fork(jdk, classPath)
                .flag("-javaagent:" + idleAgent(), "-XX:SharedArchiveFile=" + archive)
                .run(SummarizerMain.class, "hello");
        Ended ended = fork(jdk, classPath)
                .agent("methods:", SUMMARIZE)
                .flag("-XX:SharedArchiveFile=" + archive, "-Xlog:class+load:file=" + directory.resolve("classes.log"))
                .run(SummarizerMain.class, "hello", "hello");

        assertThat(archive).exists();
        // Since 24 the JVM itself remarks that an archive was made without the module of agents.
        assertThat(remarks(ended)).isEqualTo(remarks(idle));
        assertUsed(ended, "shared objects file (top)");
    }

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void theAheadOfTimeCacheOfTheApplicationIsUsedIfItWasMadeWithTheModuleOfAgents(Jdk jdk) throws IOException {
        Assumptions.assumeTrue(jdk.feature() >= 25, "ahead-of-time caches are made in one step since 25");
        Path cache = directory.resolve("app.aot");
        Path[] classPath = jars();
        fork(jdk, classPath)
                .flag("--add-modules=java.instrument", "-XX:AOTCacheOutput=" + cache)
                .run(SummarizerMain.class, "hello");

        Ended ended = fork(jdk, classPath)
                .agent("methods:", SUMMARIZE)
                .flag("-XX:AOTCache=" + cache, "-Xlog:class+load:file=" + directory.resolve("classes.log"))
                .run(SummarizerMain.class, "hello", "hello");

        assertThat(cache).exists();
        assertThat(remarks(ended)).isEmpty();
        assertUsed(ended, "shared objects file");
    }

    private Fork fork(Jdk jdk, Path[] classPath) {
        return Fork.in(directory).jdk(jdk).classPath(classPath);
    }

    /** Returns what the JVM says of the archive, without the time. */
    private static List<String> remarks(Ended ended) {
        return ended.out()
                .lines()
                .filter(line -> !line.matches("(result|bodies) .*"))
                .map(line -> line.replaceFirst("^\\[[0-9.]+s]", ""))
                .toList();
    }

    private void assertUsed(Ended ended, String source) throws IOException {
        assertThat(ended.foreignErrors()).isEmpty();
        assertThat(ended.bodies("summarize")).isEqualTo(1);
        assertThat(Files.readAllLines(directory.resolve("classes.log")))
                .anyMatch(line -> line.contains(SummarizerMain.class.getName() + " ") && line.contains(source))
                .anyMatch(line -> line.contains(Told.class.getName() + " ") && line.contains(source));
    }

    private Path idleAgent() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        String manifest = "Manifest-Version: 1.0\r\nPremain-Class: " + IdleAgent.class.getName() + "\r\n\r\n";
        entries.put("META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8));
        entries.putAll(Jars.renamed(Jars.classes(Told.class), name -> name.endsWith("/IdleAgent.class") ? name : null));
        return Jars.write(directory.resolve("idle.jar"), entries);
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
