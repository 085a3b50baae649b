package dev.reprise.clients;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The class path of a service as a forked JVM has it: the client library and the tests' classes, no part of the agent. */
public final class HostClassPath {

    private HostClassPath() {}

    /** Returns the tests' class path without the modules of this build and what they bring along. */
    public static Path[] ofClient() {
        return Arrays.stream(all())
                .filter(entry -> isOfTests(entry) || !entry.contains(File.separator + "agent" + File.separator))
                .filter(entry ->
                        !entry.matches(".*[/\\\\](byte-buddy|snakeyaml|junit|archunit|assertj)[^/\\\\]*\\.jar"))
                .map(Path::of)
                .toArray(Path[]::new);
    }

    /** Returns the tests' own classes and what they share, without any library. */
    public static List<Path> ofTests() {
        return Arrays.stream(all())
                .filter(HostClassPath::isOfTests)
                .map(Path::of)
                .toList();
    }

    private static String[] all() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                .split(File.pathSeparator);
    }

    private static boolean isOfTests(String entry) {
        return entry.endsWith("test-classes") || entry.contains(File.separator + "harness" + File.separator);
    }
}
