package dev.reprise.jar;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A JDK on this machine. */
public record Jdk(Path home, int feature) {

    private static final Pattern TOOLCHAIN = Pattern.compile("<jdkHome>\\s*(.+?)\\s*</jdkHome>");

    /** Returns the JDK that runs the tests. */
    public static Jdk running() {
        return new Jdk(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /**
     * Returns the running JDK and one of each newer feature version that lies beside it or in Maven's toolchains; just
     * the running one if there is none.
     */
    public static List<Jdk> all() throws IOException {
        TreeMap<Integer, Jdk> found = new TreeMap<>();
        found.put(running().feature, running());
        for (Path home : candidates()) {
            int feature = featureOf(home);
            if (feature > running().feature) {
                found.putIfAbsent(feature, new Jdk(home, feature));
            }
        }
        return new ArrayList<>(found.values());
    }

    /** Returns the newest JDK found. */
    public static Jdk newest() throws IOException {
        List<Jdk> all = all();
        return all.get(all.size() - 1);
    }

    public Path tool(String name) {
        return home.resolve("bin").resolve(name);
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }

    private static List<Path> candidates() throws IOException {
        List<Path> homes = new ArrayList<>();
        Path toolchains = Path.of(System.getProperty("user.home"), ".m2", "toolchains.xml");
        if (Files.isRegularFile(toolchains)) {
            Matcher entry = TOOLCHAIN.matcher(Files.readString(toolchains));
            while (entry.find()) {
                homes.add(Path.of(entry.group(1)));
            }
        }
        Path beside = running().home.toRealPath().getParent();
        try (Stream<Path> siblings = Files.list(beside)) {
            siblings.sorted().forEach(homes::add);
        }
        return homes;
    }

    /** Returns 0 if there is no complete JDK. */
    private static int featureOf(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release)
                || !Files.isExecutable(home.resolve("bin").resolve("javac"))) {
            return 0;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        }
        String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return version.startsWith("1.") ? 8 : Integer.parseInt(version.split("[.+-]", 2)[0]);
    }
}
