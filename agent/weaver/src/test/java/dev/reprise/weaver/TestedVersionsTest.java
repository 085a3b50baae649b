package dev.reprise.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.CatalogueSource;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README.md says which versions the catalogue was tested with. */
class TestedVersionsTest {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| .*?; tested with (\\d[\\w.-]*(?: to \\d[\\w.-]*)?)\\b.*\\| observed \\|$");

    @TempDir
    File home;

    @Test
    void theTableNamesThoseOfTheCatalogue() throws Exception {
        Map<String, List<String>> tested = tested();

        assertThat(tested).isNotEmpty().allSatisfy((client, versions) -> assertThat(versions)
                .as(client)
                .isNotEmpty());
        assertThat(ROW.matcher(Files.readString(Path.of("..", "..", "README.md")))
                        .results()
                        .map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(
                        tested.values().stream().flatMap(List::stream).toList());
    }

    private Map<String, List<String>> tested() throws Exception {
        List<CatalogueSource> sources;
        try (Stream<Path> files = Files.list(Path.of("src", "main", "resources", "reprise", "catalogue"))) {
            sources = files.map(TestedVersionsTest::source).toList();
        }
        return ConfigurationLoader.load(null, new ProcessContext(Map.of(), Map.of(), home), sources)
                .catalogue()
                .tested();
    }

    private static CatalogueSource source(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            return CatalogueSource.yaml(file.toString(), () -> new ByteArrayInputStream(content));
        } catch (java.io.IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
