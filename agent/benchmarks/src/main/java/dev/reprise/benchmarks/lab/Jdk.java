package dev.reprise.benchmarks.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/**
 * A Java installation to measure on.
 *
 * @param home its home directory
 * @param version its version, such as "17.0.15"
 */
public record Jdk(Path home, String version) {

    /**
     * Returns the installation in a directory.
     *
     * @param home the directory that holds {@code bin} and {@code release}
     * @return the installation
     * @throws IllegalArgumentException if there is none
     */
    static Jdk at(Path home) {
        try (InputStream release = Files.newInputStream(home.resolve("release"))) {
            Properties properties = new Properties();
            properties.load(release);
            String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
            if (version.isEmpty() || !Files.isExecutable(launcher(home))) {
                throw new IllegalArgumentException("There is no complete Java installation at " + home + ".");
            }
            return new Jdk(home.toRealPath(), version);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "There is no Java installation at " + home + " (no readable file 'release').", unreadable);
        }
    }

    /** Returns the running installation and, in order of age, the newer ones in the directory where it lies. */
    static List<Jdk> runningAndNewer() {
        Jdk running = at(Path.of(System.getProperty("java.home")));
        List<Jdk> found = new ArrayList<>();
        Path parent = running.home.getParent();
        if (parent != null) {
            try (DirectoryStream<Path> neighbours = Files.newDirectoryStream(parent)) {
                for (Path neighbour : neighbours) {
                    if (Files.isReadable(neighbour.resolve("release")) && Files.isExecutable(launcher(neighbour))) {
                        found.add(at(neighbour));
                    }
                }
            } catch (IOException unreadable) {
                // Then the running one is all there is.
            }
        }
        found.sort(Comparator.comparingInt(Jdk::feature));
        List<Jdk> jdks = new ArrayList<>(List.of(running));
        Set<Integer> features = new HashSet<>(Set.of(running.feature()));
        for (Jdk jdk : found) {
            if (jdk.feature() > running.feature() && features.add(jdk.feature())) {
                jdks.add(jdk);
            }
        }
        return jdks;
    }

    /** Returns the feature release, such as 17. */
    public int feature() {
        return Runtime.Version.parse(version).feature();
    }

    /** Returns the launcher of this installation. */
    public Path java() {
        return launcher(home);
    }

    private static Path launcher(Path home) {
        Path windows = home.resolve("bin").resolve("java.exe");
        return Files.exists(windows) ? windows : home.resolve("bin").resolve("java");
    }
}
