package dev.reprise.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.config.ProcessContext;
import dev.reprise.engine.standing.Standings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {

    @TempDir
    Path folder;

    private int looks;

    /** Who recovers from a lack of memory can still be switched off by the file. */
    @Test
    void aFileThatThereWasNoMemoryToReadIsReadAtTheNextLook() throws Exception {
        Path file = Files.writeString(folder.resolve("reprise.yaml"), "mode: on\n");
        ProcessContext context = new ProcessContext(Map.of(), Map.of(), folder.toFile());
        Configuration first = ConfigurationLoader.load(file.toString(), context, List.of());
        Standings standings = new Standings(first, open -> {});
        Reload.Loading loading = () -> switch (++looks) {
            case 1 -> throw new OutOfMemoryError();
            case 2 -> throw new StackOverflowError();
            default -> ConfigurationLoader.load(file.toString(), context, List.of());
        };
        Reload reload = new Reload(file.toString(), context, loading, first, standings, () -> {});
        Files.writeString(file, "mode: off # by now\n");

        for (int i = 0; i < 5; i++) {
            reload.look();
        }

        assertThat(looks).isEqualTo(3);
        assertThat(standings.mode()).isEqualTo(Mode.OFF);
    }
}
