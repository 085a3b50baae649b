package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the entries of tenants are evicted by is remembered, but not at any cost. */
class EvictedByTest {

    @TempDir
    Path folder;

    @Test
    void isRememberedForTenantsWithNamesAndNotForTokens() throws Exception {
        Path file = Files.writeString(
                folder.resolve("reprise.yaml"),
                "methods: [{ method: com.acme.Prompts#build }]\ntiers: { disk: off }\nhome: " + folder.resolve("home"));
        Configuration configuration = ConfigurationLoader.load(
                file.toString(), new ProcessContext(Map.of(), Map.of(), folder.toFile()), List.of());
        EvictedBy evictedBy = new EvictedBy(
                new Evictions("default", new Tiers(configuration, InstantSource.system())),
                configuration.methods().get(0),
                "com.acme.Prompts#build",
                /* window= */ 0);
        String token = "t".repeat(5_000);

        assertThat(evictedBy.tenant("acme")).isSameAs(evictedBy.tenant("acme"));
        assertThat(evictedBy.tenant(token)).isNotSameAs(evictedBy.tenant(token));
        for (int i = 0; i < 1_000; i++) {
            assertThat(evictedBy.tenant("t" + i).owner().tenant()).isEqualTo("t" + i);
        }
        assertThat(evictedBy.tenant("late")).isSameAs(evictedBy.tenant("late"));
        for (int i = 2_000; i < 5_000; i++) {
            assertThat(evictedBy.tenant("t" + i).owner().tenant()).isEqualTo("t" + i);
        }
        assertThat(evictedBy.tenant("late").owner().tenant()).isEqualTo("late");
    }
}
