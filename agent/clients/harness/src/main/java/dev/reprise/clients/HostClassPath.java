package dev.reprise.clients;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;

/** The class path of a service as a forked JVM has it: the client library and the tests' classes, no part of the agent. */
public final class HostClassPath {

    private HostClassPath() {}

    /** Returns the tests' class path without the modules of this build and what they bring along. */
    public static Path[] ofClient() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(all.split(File.pathSeparator))
                .filter(entry -> entry.endsWith("test-classes")
                        || entry.contains(File.separator + "harness" + File.separator)
                        || !entry.contains(File.separator + "agent" + File.separator))
                .filter(entry ->
                        !entry.matches(".*[/\\\\](byte-buddy|snakeyaml|junit|archunit|assertj)[^/\\\\]*\\.jar"))
                .map(Path::of)
                .toArray(Path[]::new);
    }
}
