package dev.reprise.engine.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file is written where one may be, and nothing else is replaced by it. */
class NewFileTest {

    @TempDir
    Path directory;

    @Test
    void fileBehindALinkIsReplacedAndTheLinkStays() throws IOException {
        Path file = Files.writeString(directory.resolve("entries"), "old");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file.getFileName());

        write(link.toFile());

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("new");
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void whatIsNoFileIsNotReplaced() throws IOException {
        Path inner = Files.createDirectory(directory.resolve("inner"));
        Path device = Files.createSymbolicLink(directory.resolve("device"), Path.of("/dev/null"));
        Path to = Files.createSymbolicLink(directory.resolve("to"), inner);

        for (File each : new File[] {inner.toFile(), device.toFile(), to.toFile(), new File("-")}) {
            assertThatIOException()
                    .isThrownBy(() -> NewFile.at(each))
                    .withMessageStartingWith(each + " is not a file; ");
        }
        assertThat(device).isSymbolicLink();
    }

    private static void write(File file) throws IOException {
        try (NewFile written = NewFile.at(file)) {
            written.stream().write("new".getBytes(UTF_8));
            written.stream().close();
            written.keep();
        }
    }
}
