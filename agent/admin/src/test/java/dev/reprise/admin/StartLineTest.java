package dev.reprise.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.CatalogueSource;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartLineTest {

    private static final String CLIENT = "client: acme\nmethods:\n  - method: com.acme.Client#ask\n";

    @TempDir
    Path folder;

    @Test
    void tellsWhatIsServedAndWhere() throws Exception {
        assertThat(line(
                        "clients: on",
                        "methods:",
                        "  - method: a.A#a",
                        "tiers: { memory: { max-size: 96MB }, disk: { max-size: 1536MB } }"))
                .isEqualTo("Reprise 1.0 is on (reprise.yaml): 1 configured method, @Cached methods;"
                        + " clients served: acme; memory 96 MB, disk 1536 MB in " + home());
    }

    @Test
    void warnsOfAMemoryTierThatMayTakeMostOfTheHeap() throws Exception {
        Configuration written = configuration("tiers: { memory: { max-size: 65MB } }");

        assertThat(StartLine.warning(written, 128L << 20))
                .isEqualTo("tiers.memory.max-size lets entries take 65 MB of a heap of 128 MB; write a smaller one,"
                        + " or leave it out: it is an eighth of a small heap then");
        assertThat(StartLine.warning(written, 130L << 20)).isNull();
        assertThat(StartLine.warning(configuration("tiers: { memory: off }"), 1))
                .isNull();
    }

    @Test
    void tellsThatClientsAreOnlyObserved() throws Exception {
        assertThat(line("tiers: { memory: { max-size: 1KB }, disk: off }"))
                .isEqualTo("Reprise 1.0 is on (reprise.yaml): 0 configured methods, @Cached methods;"
                        + " clients observed: acme; memory 1 KB, disk off");
    }

    @Test
    void tellsTheMode() throws Exception {
        assertThat(line("mode: observe")).startsWith("Reprise 1.0 is observing (reprise.yaml)");
        assertThat(line("mode: off")).startsWith("Reprise 1.0 is off (reprise.yaml)");
    }

    @Test
    void tellsWhereTheDiskIsUnlessItIsOff() throws Exception {
        assertThat(line("home: cache")).endsWith(", disk 1 GB in " + folder.resolve("cache"));
        assertThat(line("home: cache", "tiers: { disk: off }")).endsWith(", disk off");
    }

    private String home() throws Exception {
        return String.valueOf(configuration("mode: on").home());
    }

    private String line(String... lines) throws Exception {
        return StartLine.of("1.0", configuration(lines));
    }

    private Configuration configuration(String... lines) throws Exception {
        Files.writeString(folder.resolve("reprise.yaml"), String.join("\n", lines));
        ProcessContext context = new ProcessContext(Map.of("user.home", "/home/someone"), Map.of(), folder.toFile());
        return ConfigurationLoader.load(
                null,
                context,
                List.of(CatalogueSource.yaml(
                        "acme", () -> new ByteArrayInputStream(CLIENT.getBytes(StandardCharsets.UTF_8)))));
    }
}
