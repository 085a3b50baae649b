package dev.reprise.engine.tier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.config.KeySource;
import dev.reprise.engine.config.SourceLocation;
import dev.reprise.engine.config.StoreSettings;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredKeysTest {

    private final CountDownLatch mounted = new CountDownLatch(1);

    @TempDir
    Path folder;

    /** On a mount whose server does not answer. */
    private final class Hanging extends File {

        private static final long serialVersionUID = 1;

        Hanging(Path path) {
            super(path.toString());
        }

        @Override
        public Path toPath() {
            try {
                mounted.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return super.toPath();
        }
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aFileThatHangsKeepsNobodyForEver() throws Exception {
        Path file = Files.writeString(folder.resolve("key"), "11".repeat(32));
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        KeySource source =
                new KeySource.InFile(SourceLocation.whole("reprise.yaml"), "store.mac-key", new Hanging(file));
        ConfiguredKeys keys = new ConfiguredKeys(
                new StoreSettings(List.of(source), List.of()),
                Map.of(),
                ConfiguredKeys.PATIENCE,
                new RecordingLogger());
        try {
            assertThat(keys.now()).isNull();
            assertThat(keys.now()).isNull();
        } finally {
            mounted.countDown();
        }

        assertThat(keys.await()).isNotNull();
        assertThat(keys.now()).isNotNull();
    }
}
