package dev.reprise.weaver.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.CatalogueSource;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a client's library in a version that nobody has tested. */
class UnknownVersionsTest {

    private static final String FITTING = "public String ask(String question) { return question; }";
    private static final String OTHER = "public String ask(String question, int limit) { return question; }";

    @TempDir
    Path directory;

    private final List<String> warnings = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"0.9", "1.0", "1.5.3", "2.0", "3.0"})
    void whatFitsIsWovenInAnyVersion(String version) throws Exception {
        assertThat(woven(version, FITTING)).containsExactly("Chat#ask", "Embedder#ask");
        assertThat(warnings).isEmpty();
    }

    @Test
    void whatDoesNotFitIsLeftAloneWithOneLine() throws Exception {
        assertThat(woven("3.0", OTHER)).isEmpty();
        assertThat(warnings)
                .containsExactly("acme: com.acme.Chat has no method ask(String): String; version 3.0 is not known, and"
                        + " what does not fit it is left alone; tested with 1.0 to 2.0");
    }

    @Test
    void aMethodThatAKnownVersionDoesNotHaveIsNothingToTell() throws Exception {
        assertThat(woven("1.5.3", OTHER)).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void aMethodOfASupertypeFits() throws Exception {
        assertThat(woven("3.0", "} class Base { " + FITTING)).isEmpty();
        assertThat(warnings).singleElement().asString().contains("Chat has no method");
        warnings.clear();

        assertThat(woven("3.0", "", "extends Base", "class Base { " + FITTING + "}"))
                .isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void aLibraryWhoseVersionCannotBeToldIsNotKnown() throws Exception {
        assertThat(woven("", OTHER)).isEmpty();
        assertThat(warnings).singleElement().asString().contains("; this version is not known");
    }

    @ParameterizedTest
    @CsvSource({
        "1.0.0, true",
        "1.0.0-beta.13, false",
        "1.0.1, true",
        "1.9, true",
        "1.10, true",
        "1.19.0, true",
        "1.19.0.1, false",
        "1.19.1, false",
        "1.20, false",
        "2.0.0-M1, false",
        "2.0.0-RC2, true",
        "2.0.0-RC10, true",
        "2.0.0, true",
        "2.0.1, false",
        "10.0, false",
        "0.9, false",
        "3.1, true",
        "3.1.1, false"
    })
    void versionsAreInOrder(String version, boolean known) {
        assertThat(new LibraryVersion(version).isIn(List.of("1.0.0 to 1.19.0", "2.0.0-RC2 to 2.0.0", "3.1")))
                .isEqualTo(known);
    }

    /** Returns the methods that are woven in a library of two classes with the same method. */
    private List<String> woven(String version, String method) throws Exception {
        return woven(version, method, "", "");
    }

    private List<String> woven(String version, String method, String supertype, String more) throws Exception {
        Path jar = jar(version, method, supertype, more);
        Configuration configuration = configuration();
        ClassMatcher matcher = new ClassMatcher(
                new RuleTable(configuration.ownMethods(), configuration.catalogue()),
                (name, annotation) -> {
                    throw new AssertionError(name);
                },
                warnings::add);
        List<String> woven = new ArrayList<>();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            for (String type : List.of("Chat", "Embedder")) {
                try (InputStream content = loader.getResourceAsStream("com/acme/" + type + ".class")) {
                    for (ChosenMethod chosen : matcher.match(loader, content.readAllBytes())) {
                        woven.add(type + "#" + chosen.method().name());
                    }
                }
            }
        }
        return woven;
    }

    private Configuration configuration() throws Exception {
        byte[] catalogue = """
                client: acme
                tested: [1.0 to 2.0]
                methods:
                  - method: "com.acme.Chat#ask(String): String"
                  - method: "com.acme.Embedder#ask(String): String"
                """.getBytes(StandardCharsets.UTF_8);
        File file = new File(directory.toFile(), "reprise.yaml");
        Files.writeString(file.toPath(), "clients: on");
        return ConfigurationLoader.load(
                file.getPath(),
                new ProcessContext(Map.of(), Map.of(), directory.toFile()),
                List.of(CatalogueSource.yaml("acme.yaml", () -> new ByteArrayInputStream(catalogue))));
    }

    private Path jar(String version, String method, String supertype, String more) throws Exception {
        Path source = directory.resolve("Library.java");
        Path classes = Files.createDirectories(directory.resolve("classes"));
        Files.writeString(
                source,
                "package com.acme; class Chat " + supertype + " { " + method + " } class Embedder " + supertype + " { "
                        + method.replace("Base", "Ground") + " } " + more);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
        assertThat(status).isZero();
        Path jar = directory.resolve("acme" + (version.isEmpty() ? "" : "-" + version) + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (File each : classes.resolve("com/acme").toFile().listFiles()) {
                out.putNextEntry(new JarEntry("com/acme/" + each.getName()));
                out.write(Files.readAllBytes(each.toPath()));
                out.closeEntry();
            }
        }
        return jar;
    }
}
