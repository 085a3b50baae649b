package dev.reprise.jar;

import dev.reprise.api.Cached;
import dev.reprise.fixture.Told;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What forked JVMs find their classes in. */
final class ClassPath {

    private ClassPath() {}

    /** Returns the fixtures and the annotations. */
    static List<Path> fixtures() {
        return List.of(of(Told.class), of(Cached.class));
    }

    /** Returns the fixtures, the annotations and the real clients with their libraries, without any part of the agent. */
    static List<Path> clients() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<Path> paths = new ArrayList<>(fixtures());
        Arrays.stream(all.split(File.pathSeparator))
                .map(Path::of)
                .filter(path ->
                        path.toString().contains(".m2") || path.toString().contains("repository"))
                .filter(path -> !path.toString().contains("reprise"))
                .filter(path -> !path.getFileName().toString().matches("(byte-buddy|caffeine|fory|junit|archunit).*"))
                .forEach(paths::add);
        return paths;
    }

    /** Returns a jar that only forked JVMs see. */
    static Path neighbour(String name) {
        return Path.of(System.getProperty("reprise.neighbours", "target/neighbours"), name + ".jar");
    }

    static Path of(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String join(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
