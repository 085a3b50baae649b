package dev.reprise.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.gate.RepriseGate;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentClassLoaderTest {

    private static final String GATE = "dev/reprise/gate/RepriseGate.class";

    @TempDir
    Path directory;

    private AgentClassLoader loader;

    @BeforeEach
    void openJar() throws Exception {
        File jar = directory.resolve("agent with space.jar").toFile();
        try (ZipOutputStream out = new ZipOutputStream(new FileOutputStream(jar))) {
            entry(out, "reprise/" + GATE + "data", bytes(GATE));
            entry(out, "reprise/java/lang/RepriseGate.classdata", new byte[] {1});
            entry(out, "reprise/META-INF/services/x", "here".getBytes(StandardCharsets.UTF_8));
            entry(out, "outside.txt", new byte[] {2});
        }
        loader = AgentClassLoader.open(jar);
    }

    @Test
    void aClassOfTheJarIsDefinedHereAlthoughTheHostHasIt() throws Exception {
        Class<?> gate = loader.loadClass("dev.reprise.gate.RepriseGate");

        assertThat(gate.getClassLoader()).isSameAs(loader);
        assertThat(gate).isNotSameAs(RepriseGate.class).isSameAs(loader.loadClass(gate.getName()));
        assertThat(gate.getProtectionDomain().getCodeSource().getLocation().getPath())
                .endsWith(".jar");
    }

    @Test
    void theJdkIsSharedAndTheHostsClassPathIsNotSeen() throws Exception {
        assertThat(loader.loadClass("java.sql.Driver").getClassLoader()).isNotSameAs(loader);
        assertThatThrownBy(() -> loader.loadClass("org.junit.jupiter.api.Test"))
                .isInstanceOf(ClassNotFoundException.class);
        assertThatThrownBy(() -> loader.loadClass("java.lang.RepriseGate")).isInstanceOf(ClassNotFoundException.class);
        assertThat(loader.getResource("org/junit/jupiter/api/Test.class")).isNull();
        assertThat(loader.getResources("META-INF/MANIFEST.MF").hasMoreElements())
                .isEqualTo(ClassLoader.getPlatformClassLoader()
                        .getResources("META-INF/MANIFEST.MF")
                        .hasMoreElements());
        assertThat(loader.getResource("outside.txt")).isNull();
    }

    @Test
    void classFilesAndResourcesAreFoundUnderTheirUsualNames() throws Exception {
        try (InputStream gate = loader.getResourceAsStream(GATE)) {
            assertThat(gate.readAllBytes()).isEqualTo(bytes(GATE));
        }
        URL service = loader.getResource("META-INF/services/x");
        try (InputStream content = service.openStream()) {
            assertThat(content.readAllBytes()).asString().isEqualTo("here");
        }
        assertThat(Collections.list(loader.getResources("META-INF/services/x"))).hasSize(1);
        assertThat(loader.getResourceAsStream("java/lang/Object.class")).isNotNull();
    }

    @Test
    void aStartTakesTheCopiesOfClassesAndLaterTheEntriesServe() throws Exception {
        File jar = directory.resolve("start.jar").toFile();
        try (ZipOutputStream out = new ZipOutputStream(new FileOutputStream(jar))) {
            entry(out, "reprise/" + GATE + "data", bytes(GATE));
            entry(out, "reprise/start-classes", copies("dev.reprise.bootstrap.StartClasses"));
        }
        AgentClassLoader started = AgentClassLoader.open(jar);
        AgentClassLoader startedAndReleased = AgentClassLoader.open(jar);
        startedAndReleased.started();

        assertThat(started.loadClass("dev.reprise.bootstrap.StartClasses").getClassLoader())
                .isSameAs(started);
        assertThat(started.loadClass("dev.reprise.gate.RepriseGate").getClassLoader())
                .isSameAs(started);
        assertThatThrownBy(() -> startedAndReleased.loadClass("dev.reprise.bootstrap.StartClasses"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    private static byte[] copies(String className) throws IOException {
        byte[] file = bytes(className.replace('.', '/') + ".class");
        ByteArrayOutputStream copies = new ByteArrayOutputStream();
        copies.write(className.length());
        copies.write(className.getBytes(StandardCharsets.ISO_8859_1));
        copies.write(file.length >> 16);
        copies.write(file.length >> 8);
        copies.write(file.length);
        copies.write(file);
        return copies.toByteArray();
    }

    private static void entry(ZipOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
    }

    private static byte[] bytes(String resource) throws IOException {
        try (InputStream in = AgentClassLoaderTest.class.getClassLoader().getResourceAsStream(resource)) {
            return in.readAllBytes();
        }
    }
}
