package dev.reprise.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code reprise-agent.jar} holds and does not hold. */
class PackagingIT {

    private static final long TWELVE_MEGABYTES = 12L << 20;

    private static Map<String, byte[]> entries;

    @BeforeAll
    static void read() throws IOException {
        entries = Jars.read(Fork.AGENT);
    }

    @Test
    void theOnlyClassesAreThoseOfTheEntryPoint() {
        assertThat(entries.keySet())
                .filteredOn(name -> name.endsWith(".class"))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("dev/reprise/bootstrap/"));
    }

    @Test
    void everythingElseLiesWhereNoScannerLooks() {
        assertThat(entries.keySet())
                .allMatch(name -> name.startsWith("reprise/")
                        || name.startsWith("dev/reprise/bootstrap/")
                        || name.startsWith("META-INF/"));
        assertThat(entries.keySet())
                .filteredOn(name -> name.startsWith("META-INF/"))
                .noneMatch(name -> name.startsWith("META-INF/services/") || name.startsWith("META-INF/versions/"))
                .noneMatch(name -> name.matches(".*\\.(SF|RSA|DSA|EC)"));
    }

    @Test
    void noPackageKeepsTheNameOfALibrary() {
        assertThat(entries.keySet())
                .filteredOn(name -> name.endsWith(".classdata"))
                .filteredOn(
                        name -> !name.replaceFirst("^reprise/", "").matches("(dev/reprise/|java/lang/RepriseGate).*"))
                .isEmpty();
    }

    @Test
    void noServiceOfALibraryIsNamedAsTheHostKnowsIt() {
        String folder = "reprise/META-INF/services/";
        List<String> services = new ArrayList<>();
        entries.forEach((name, content) -> {
            if (name.startsWith(folder)) {
                services.add(name.substring(folder.length()));
                text(content)
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .forEach(services::add);
            }
        });

        assertThat(services)
                .filteredOn(type -> !type.matches("(dev\\.reprise|javax?)\\..*"))
                .isEmpty();
    }

    @Test
    void noClassNamesALibraryThatWasRelocated() {
        Pattern library = Pattern.compile("[^/](org/slf4j/|net/bytebuddy/|com/fasterxml/|org/apache/fory/"
                + "|com/github/benmanes/|org/yaml/|picocli/|dev/reprise/gate/)[A-Za-z]");
        List<String> names = new ArrayList<>();
        entries.forEach((name, content) -> {
            Matcher found = library.matcher(text(content));
            if (name.endsWith(".classdata") && found.find()) {
                names.add(name + ": " + found.group(1));
            }
        });

        assertThat(names).isEmpty();
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    @Test
    void theManifestNamesTheEntryPoint() throws IOException {
        Attributes main =
                new Manifest(new ByteArrayInputStream(entries.get("META-INF/MANIFEST.MF"))).getMainAttributes();

        assertThat(main.getValue("Main-Class")).isEqualTo("dev.reprise.bootstrap.Main");
        assertThat(main.getValue("Premain-Class")).isEqualTo("dev.reprise.bootstrap.Premain");
        assertThat(main.getValue("Agent-Class")).isEqualTo("dev.reprise.bootstrap.Premain");
        assertThat(main.getValue("Can-Redefine-Classes")).isEqualTo("true");
        assertThat(main.getValue("Can-Retransform-Classes")).isEqualTo("true");
        assertThat(main.getValue("Implementation-Version")).isEqualTo(System.getProperty("reprise.version"));
        assertThat(main.getValue("Boot-Class-Path")).as("nothing is appended").isNull();
    }

    @Test
    void theEntryPointLoadsOnJava8() throws IOException {
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            if (entry.getKey().endsWith(".class")) {
                assertThat(version(entry.getValue())).as(entry.getKey()).isEqualTo(52);
            }
        }
    }

    @Test
    void nothingNeedsMoreThanJava17() throws IOException {
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            if (entry.getKey().endsWith(".classdata") && !entry.getKey().contains("META-INF/versions/")) {
                assertThat(version(entry.getValue())).as(entry.getKey()).isBetween(49, 61);
            }
        }
    }

    @Test
    void theLicencesOfTheLibrariesAreKept() {
        assertThat(entries.keySet())
                .filteredOn(name -> name.startsWith("META-INF/"))
                .anyMatch(name -> name.toUpperCase(Locale.ROOT).contains("LICENSE"))
                .anyMatch(name -> name.toUpperCase(Locale.ROOT).contains("NOTICE"));
    }

    @Test
    void theJarIsSmallEnough() throws IOException {
        assertThat(Files.size(Fork.AGENT)).isLessThanOrEqualTo(TWELVE_MEGABYTES);
    }

    @Test
    void theCopiesForAStartAreClassesOfTheJar() {
        byte[] copies = entries.get("reprise/start-classes");
        List<String> names = new ArrayList<>();
        for (int at = 0; at < copies.length; ) {
            String name = new String(copies, at + 1, copies[at], StandardCharsets.ISO_8859_1);
            byte[] entry = entries.get("reprise/" + name.replace('.', '/') + ".classdata");
            at += 1 + name.length() + 3;
            assertThat(Arrays.copyOfRange(copies, at, at + entry.length)).isEqualTo(entry);
            at += entry.length;
            names.add(name);
        }

        assertThat(names).doesNotHaveDuplicates().contains("dev.reprise.agent.Agent", "dev.reprise.weaver.Weaver");
        assertThat(names).noneMatch(name -> name.startsWith("dev.reprise.engine.tier."));
        assertThat(names).noneMatch(name -> name.matches("dev\\.reprise\\.(admin\\.cli|shaded\\.picocli)\\..*"));
    }

    @Test
    void assembledAgainItIsTheSameToTheByte(@TempDir Path directory) throws Exception {
        Path again = directory.resolve("again.jar");
        Process assembler = new ProcessBuilder(
                        Jdk.running().tool("java").toString(),
                        "-cp",
                        System.getProperty("reprise.relocated"),
                        System.getProperty("reprise.assembler"),
                        System.getProperty("reprise.relocated"),
                        again.toString(),
                        System.getProperty("reprise.version"),
                        System.getProperty("reprise.timestamp"))
                .inheritIO()
                .start();

        assertThat(assembler.waitFor()).isZero();
        assertThat(Files.mismatch(Fork.AGENT, again)).isEqualTo(-1);
    }

    private static int version(byte[] classFile) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile))) {
            in.readInt();
            in.readUnsignedShort();
            return in.readUnsignedShort();
        }
    }
}
