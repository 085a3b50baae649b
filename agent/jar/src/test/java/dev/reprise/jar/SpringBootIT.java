package dev.reprise.jar;

import static dev.reprise.jar.HitIT.SUMMARIZE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.api.Cached;
import dev.reprise.fixture.ChosenMain;
import dev.reprise.fixture.Told;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Spring Boot executable jar: classes below {@code BOOT-INF}, libraries as jars in the jar. */
class SpringBootIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("dev.reprise.jar.Jdk#all")
    void anExecutableJarIsServedAndAlsoAfterARestart(Jdk jdk) throws IOException {
        Path service = service();
        String[] configuration = {"methods:", SUMMARIZE, "  - method: dev.reprise.fixture.PromptBuilder+#build*(..)"};
        Ended plain = Fork.in(directory).jdk(jdk).runJar(service);

        Ended first = Fork.in(directory).jdk(jdk).agent(configuration).runJar(service);
        Ended restarted = Fork.in(directory).jdk(jdk).agent(configuration).runJar(service);

        assertThat(plain.exitCode()).as(plain.err()).isZero();
        assertThat(first.results()).isEqualTo(plain.results());
        assertThat(restarted.results()).isEqualTo(plain.results());
        assertThat(first.bodies("buildFrom")).as(first.err()).isEqualTo(1);
        assertThat(first.bodies("own"))
                .as("annotations come from a jar in the jar")
                .isEqualTo(1);
        assertThat(restarted.bodies("buildFrom")).isZero();
        assertThat(restarted.bodies("own")).isZero();
        assertThat(first.foreignErrors()).isEmpty();
    }

    private Path service() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        String manifest = "Manifest-Version: 1.0\r\n"
                + "Main-Class: org.springframework.boot.loader.launch.JarLauncher\r\n"
                + "Start-Class: " + ChosenMain.class.getName() + "\r\n"
                + "Spring-Boot-Classes: BOOT-INF/classes/\r\n"
                + "Spring-Boot-Lib: BOOT-INF/lib/\r\n\r\n";
        entries.put("META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8));
        for (String folder : List.of("BOOT-INF/", "BOOT-INF/classes/", "BOOT-INF/lib/")) {
            entries.put(folder, new byte[0]);
        }
        Map<String, byte[]> loader = Jars.read(ClassPath.neighbour("spring-boot-loader"));
        entries.putAll(Jars.renamed(loader, name -> name.startsWith("org/") ? name : null));
        entries.putAll(Jars.renamed(Jars.classes(Told.class), name -> "BOOT-INF/classes/" + name));
        Path api = ClassPath.of(Cached.class);
        Map<String, byte[]> library = Files.isDirectory(api) ? Jars.classes(Cached.class) : Jars.read(api);
        Path jar = Jars.write(directory.resolve("api.jar"), library);
        entries.put("BOOT-INF/lib/api.jar", Files.readAllBytes(jar));
        return Jars.write(directory.resolve("service.jar"), entries);
    }
}
