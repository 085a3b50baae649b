package dev.reprise.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the pages show as configuration is one, without a mistake and without a warning. */
class ExamplesTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");

    @TempDir
    Path directory;

    @TestFactory
    Stream<DynamicTest> everyExampleLoads() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : pages()) {
            List<String> examples = BLOCK.matcher(Files.readString(page))
                    .results()
                    .flatMap(block -> documents(block.group(1)))
                    .toList();
            for (int i = 0; i < examples.size(); i++) {
                String name = ROOT.relativize(page) + " " + (i + 1);
                Path own = directory.resolve(Integer.toString(tests.size()));
                String example = examples.get(i);
                tests.add(DynamicTest.dynamicTest(name, () -> loads(own, example)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(8);
        return tests.stream();
    }

    private static void loads(Path directory, String example) {
        Configuration configuration = new Configurations(directory).load("reprise.yaml", example);

        assertThat(configuration.warnings()).isEmpty();
    }

    /** Returns the example, or, where one key stands for several ways to say it, each of these. */
    private static Stream<String> documents(String block) {
        List<String> keys = block.lines()
                .filter(line -> Pattern.matches("[a-z-]+:.*", line))
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();
        return keys.stream().distinct().count() == keys.size() ? Stream.of(block) : block.lines();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 4)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("target"))
                    .sorted()
                    .toList();
        }
    }
}
