package dev.reprise.clients.matrix;

import dev.reprise.clients.HostClassPath;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A client's library in one version.
 *
 * @param version the version
 * @param classPath the tests' classes, and the library with all that it needs
 */
record ClientVersion(String version, List<Path> classPath) {

    /** Returns the version that the tests were compiled with. */
    static ClientVersion compiled(String artifact) {
        return of(artifact, List.of(HostClassPath.ofClient()));
    }

    /**
     * Returns a version that the build has resolved.
     *
     * @param module the module of {@code agent/clients/versions}
     */
    static ClientVersion resolved(String artifact, String module) {
        Path file = Path.of("..", "versions", module, "target", "class-path");
        try {
            List<Path> classPath = new ArrayList<>(HostClassPath.ofTests());
            Arrays.stream(Files.readString(file).strip().split(File.pathSeparator))
                    .map(Path::of)
                    .forEach(classPath::add);
            return of(artifact, classPath);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static ClientVersion of(String artifact, List<Path> classPath) {
        Pattern jar = Pattern.compile(Pattern.quote(artifact) + "-(\\d.*)\\.jar");
        for (Path entry : classPath) {
            Matcher matcher = jar.matcher(entry.getFileName().toString());
            if (matcher.matches()) {
                return new ClientVersion(matcher.group(1), List.copyOf(classPath));
            }
        }
        throw new IllegalStateException(artifact + " is not in " + classPath);
    }
}
