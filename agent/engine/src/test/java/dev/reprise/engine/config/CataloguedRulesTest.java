package dev.reprise.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CataloguedRulesTest {

    private static final String ACME = """
            client: acme
            tested: [1.0.0 to 2.0.0]
            methods:
              - { method: "com.acme.llm.chat.Client#ask(..)", scope: responses }
              - { method: "com.acme.llm.Embedder+#embed(..)", implementers: [com.acme.llm., org.acme.] }
              - { method: "com.acme.llm.Outer.Nested#ask" }
              - { method: "net.acme.v*.Client#ask" }
            """;
    private static final String VENDOR = "client: vendor\nmethods: [{ method: com.vendor.A#b }]\n";

    @TempDir
    Path directory;

    private final List<String> opened = new ArrayList<>();

    private Configuration load(String yaml) {
        Configurations process = new Configurations(directory);
        byte[] index = CatalogueIndex.compile(Map.of("acme", ACME, "vendor", VENDOR));
        process.catalogue = CatalogueIndex.read(new ByteArrayInputStream(index), this::content);
        return process.load("reprise.yaml", yaml);
    }

    private Supplier<InputStream> content(String client) {
        return () -> {
            opened.add(client);
            return new ByteArrayInputStream(CompiledDocument.compile(client, client.equals("acme") ? ACME : VENDOR));
        };
    }

    @Test
    void whatTheBuildHasReadIsReadAgainWhenItsRulesAreAskedFor() {
        Configuration configuration = load("clients: { acme: on }");

        assertThat(configuration.catalogue().clients(Mode.ON)).containsExactly("acme");
        assertThat(configuration.catalogue().clients(Mode.OBSERVE)).containsExactly("vendor");
        assertThat(configuration.catalogue().unreadPackages())
                .containsExactlyInAnyOrder("com.acme.llm.", "net.acme.", "org.acme.", "com.vendor.");
        assertThat(opened).isEmpty();

        assertThat(configuration.catalogue().rules()).hasSize(5);
        assertThat(configuration.catalogue().tested()).containsEntry("acme", List.of("1.0.0 to 2.0.0"));
        assertThat(opened).containsExactlyInAnyOrder("acme", "vendor");
        assertThat(configuration.catalogue().unreadPackages()).isEmpty();
    }

    @Test
    void aClientThatIsOffIsNoReasonToReadAndItsRulesAreApart() {
        Configuration configuration = load("clients: { acme: off }");

        assertThat(configuration.catalogue().unreadPackages()).containsExactly("com.vendor.");
        assertThat(configuration.catalogue().rules())
                .extracting(MethodRule::client)
                .containsExactly("vendor");
        assertThat(configuration.catalogue().off())
                .extracting(MethodRule::client)
                .containsOnly("acme")
                .hasSize(4);
        assertThat(configuration.catalogue().clients(Mode.OFF)).isEmpty();
    }

    @Test
    void noClientGoesBeyondTheGlobalMode() {
        CataloguedRules rules = load("mode: observe\nclients: on").catalogue();

        assertThat(rules.clients(Mode.ON)).isEmpty();
        assertThat(rules.clients(Mode.OBSERVE)).containsExactly("acme", "vendor");
        assertThat(rules.rules()).extracting(MethodRule::mode).containsOnly(Mode.ON);
    }

    @Test
    void theBuildRefusesWhatTheIndexCouldNotTell() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CatalogueIndex.compile(Map.of("other", VENDOR)))
                .withMessageContaining("other.yaml");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CatalogueIndex.compile(
                        Map.of("vendor", "client: vendor\nmethods: [{ method: com.vendor.A+#b }]\n")))
                .withMessageContaining("implementers");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> CatalogueIndex.compile(Map.of("vendor", "client: vendor\nmethods: [{ method: A#b }]\n")))
                .withMessageContaining("no package");
    }
}
