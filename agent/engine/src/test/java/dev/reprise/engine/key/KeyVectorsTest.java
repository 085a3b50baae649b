package dev.reprise.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyVectorsTest {

    private static final Map<String, String> PUBLISHED = parse("""
            vector none dd2134ac4d6b6cb48378d975200efadb6df28a15d65fe488ca7eabab2a37b22b
            vector scalars 2c3304bd6946e98a7f7d3d3e840c7b1148a2541cd02fe06be03437cc854c99cc
            vector texts 4796656519c5421fb1b8b49fbd43db33d0aa213d8273b4f204316e3e4aae950c
            vector long-texts ac6730bba3654b7ef9b38481ddd5e76541b3c6783c472119d648f356899d9295
            vector lists 35e871052a3f4dd9cc19bcab6af6be82a66eb6fa7ef7d5d5c3e161a97b56aed6
            vector unordered faef5c68d1cb85b5fcc1736743bc8ed92380ccc48fc8ce6d2bb7d5ea383ae73c
            vector arrays d4fbe04fcc4e6b3d62e2e3f7273554a1414fc794827b99d6b0672ee507ad8fc9
            vector values 83d54ab55a7b608209e5068e63947a3e7ed820f1dc3cc95a0d016852c14809c8
            vector objects 8acced2eb050d9a5b78be0784937669ede36061ffbde25869acf185b6088acf8
            vector tenant 6313ffcb62e791d353882dde783fb8c9f35eeab4d9f63dee96a00a481b5ff1da
            vector adapted a4b3a6960ce6a6779f53d1eeb58aff28f7e7db506220956b0585837cbb78c775
            vector item a468cb8777310fe3e3a83363c3778386379aa292482f5085cdeee9c384892791
            """);

    @Test
    void theKeysAreThoseThatWerePublished() throws Unkeyable {
        assertThat(KeyVectors.keys()).isEqualTo(PUBLISHED);
    }

    @Test
    void theKeysAreTheSameWithoutCompactStrings() throws Exception {
        assertThat(fork(thisJava(), "-XX:-CompactStrings")).isEqualTo(PUBLISHED);
    }

    @Test
    void theKeysAreTheSameWhenStringsAreReadFromTheirArrays() throws Exception {
        String open = "--add-opens=java.base/java.lang=ALL-UNNAMED";

        assertThat(fork(thisJava(), open)).isEqualTo(PUBLISHED);
        assertThat(fork(thisJava(), open, "-XX:-CompactStrings")).isEqualTo(PUBLISHED);
    }

    @Test
    void theKeysAreTheSameOnEveryOtherJdkOfThisMachine() throws Exception {
        for (Path java : otherJavas()) {
            assertThat(fork(java, "--add-opens=java.base/java.lang=ALL-UNNAMED"))
                    .as(java.toString())
                    .isEqualTo(PUBLISHED);
        }
    }

    private static Map<String, String> fork(Path java, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(List.of(options));
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(KeyVectors.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return parse(output);
    }

    private static Map<String, String> parse(String text) {
        Map<String, String> keys = new LinkedHashMap<>();
        text.lines()
                .map(line -> line.split(" "))
                .filter(parts -> parts[0].equals("vector"))
                .forEach(parts -> keys.put(parts[1], parts[2]));
        return keys;
    }

    private static Path thisJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static List<Path> otherJavas() throws IOException {
        List<Path> javas = new ArrayList<>();
        // Those that are installed beside the running one.
        Path installed = Path.of(System.getProperty("java.home")).toRealPath().getParent();
        if (installed != null) {
            try (DirectoryStream<Path> homes = Files.newDirectoryStream(installed)) {
                for (Path home : homes) {
                    Path java = home.resolve("bin/java");
                    boolean isNewer = home.getFileName().toString().matches(".*(21|25).*");
                    if (isNewer && !Files.isSymbolicLink(home) && Files.isExecutable(java)) {
                        javas.add(java);
                    }
                }
            }
        }
        return javas;
    }
}
