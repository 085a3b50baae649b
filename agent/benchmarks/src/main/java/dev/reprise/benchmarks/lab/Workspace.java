package dev.reprise.benchmarks.lab;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where things lie: found from the place of {@code benchmarks.jar}, so that the current directory does not matter. */
public final class Workspace {

    private Workspace() {}

    /** Returns the directory for results, logs and configurations: the build directory of this module. */
    public static Path target() {
        try {
            Path code = Path.of(Workspace.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path parent = code.toAbsolutePath().getParent();
            return parent == null ? Path.of("").toAbsolutePath() : parent;
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Returns the place of the OpenTelemetry agent that the build copied; it may be missing. */
    public static Path openTelemetryAgent() {
        return target().resolve("opentelemetry-javaagent.jar");
    }

    /**
     * Writes a configuration that is part of this jar to a file, because an agent reads files.
     *
     * @param name the name of the configuration
     * @return the file
     * @throws IOException if it cannot be written
     */
    public static Path configuration(String name) throws IOException {
        try (InputStream content = Workspace.class.getResourceAsStream("/dev/reprise/benchmarks/" + name)) {
            if (content == null) {
                throw new FileNotFoundException(name);
            }
            Path directory = Files.createDirectories(target().resolve("configurations"));
            Path file = directory.resolve(name);
            Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        }
    }

    static Path builtAgent() {
        return target().resolve("../../jar/target/reprise-agent.jar").normalize();
    }
}
