package dev.reprise.agent;

import dev.reprise.engine.tier.DiskFiles;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes the report of the end. A new file is its owner's alone from the first moment, because it may show what calls were
 * about. Of a link nothing is written, because another user may have put it there, in a directory for temporary files say.
 */
final class ReportFile {

    private ReportFile() {}

    /**
     * Writes lines in the place of what is there.
     *
     * @throws IOException if they cannot be written, or if the file is a link
     */
    static void write(File file, List<String> lines) throws IOException {
        Path path = file.toPath();
        Set<OpenOption> options = new HashSet<>(
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
        if (!isOfSystem(path)) {
            if (Files.isSymbolicLink(path)) {
                throw new IOException("it is a link, which another user may have made; name the file that it leads to");
            }
            options.add(LinkOption.NOFOLLOW_LINKS);
        }
        try (Writer to = new BufferedWriter(Channels.newWriter(
                Files.newByteChannel(path, options, DiskFiles.owner(path, "rw-------")), StandardCharsets.UTF_8))) {
            for (String line : lines) {
                to.write(line);
                to.write('\n');
            }
        }
    }

    /** Whether it is a link that only the system makes. Others may be below /dev as well, in /dev/shm for one. */
    private static boolean isOfSystem(Path path) {
        Path normal = path.toAbsolutePath().normalize();
        return normal.equals(Path.of("/dev/stdout"))
                || normal.equals(Path.of("/dev/stderr"))
                || normal.startsWith("/dev/fd");
    }
}
