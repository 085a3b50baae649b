package dev.reprise.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where the report of the end is written, and where not. */
@DisabledOnOs(OS.WINDOWS)
class ReportFileTest {

    @TempDir
    Path folder;

    @Test
    void aNewFileIsItsOwnersAlone() throws IOException {
        Path report = folder.resolve("report.txt");

        ReportFile.write(report.toFile(), List.of("a", "b"));

        assertThat(report).hasContent("a\nb\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatIsThereIsReplacedAndStaysWhoseItWas() throws IOException {
        Path report = Files.writeString(folder.resolve("report.txt"), "a longer report of another day");
        Files.setPosixFilePermissions(report, PosixFilePermissions.fromString("rw-r--r--"));

        ReportFile.write(report.toFile(), List.of("a"));

        assertThat(report).hasContent("a\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report)))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void nothingIsWrittenThroughALink() throws IOException {
        Path target = Files.writeString(folder.resolve("of-somebody"), "precious");
        Path link = Files.createSymbolicLink(folder.resolve("report.txt"), target);
        Path open = Files.createSymbolicLink(folder.resolve("open.txt"), folder.resolve("absent"));

        for (Path each : List.of(link, open)) {
            assertThatThrownBy(() -> ReportFile.write(each.toFile(), List.of("a")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("it is a link");
        }

        assertThat(target).hasContent("precious");
        assertThat(folder.resolve("absent")).doesNotExist();
    }

    /** It is a directory for temporary files of all users, though it is where devices are. */
    @Test
    void nothingIsWrittenThroughALinkInSharedMemory() throws IOException {
        Path shared = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(shared), "shared memory");
        Path target = Files.writeString(folder.resolve("of-somebody"), "precious");
        Path own = Files.createTempDirectory(shared, "report");
        Path link = own.resolve("report.txt");

        try {
            Files.createSymbolicLink(link, target);
            assertThatThrownBy(() -> ReportFile.write(link.toFile(), List.of("a")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("it is a link");
        } finally {
            Files.deleteIfExists(link);
            Files.delete(own);
        }

        assertThat(target).hasContent("precious");
    }
}
