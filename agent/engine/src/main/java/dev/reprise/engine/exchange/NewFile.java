package dev.reprise.engine.exchange;

import dev.reprise.engine.tier.DiskFiles;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A file that only its owner may read, and that is there only when it is whole. Not thread-safe. */
public final class NewFile implements AutoCloseable {

    private final Path target;
    private final Path written;
    private final OutputStream stream;

    private NewFile(Path target, Path written) throws IOException {
        this.target = target;
        this.written = written;
        Files.deleteIfExists(written);
        this.stream = new BufferedOutputStream(Channels.newOutputStream(Files.newByteChannel(
                written,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                DiskFiles.owner(written, "rw-------"))));
    }

    /**
     * Begins a file, which is written beside the one that it may replace.
     *
     * @param file where; of a link, the file that it leads to
     * @throws IOException if it cannot be written, or if there is something that is not a file: a device or a directory is
     *     replaced by none
     */
    public static NewFile at(File file) throws IOException {
        Path named = file.toPath().toAbsolutePath();
        if (file.getPath().equals("-") || (Files.exists(named) && !Files.isRegularFile(named))) {
            throw new IOException(file + " is not a file; write the name of one, which may be there or not");
        }
        Path target = Files.isSymbolicLink(named) && Files.exists(named) ? named.toRealPath() : named;
        return new NewFile(target, target.resolveSibling(target.getFileName() + ".part"));
    }

    /** Returns what to write to; closed by whoever writes. */
    public OutputStream stream() {
        return stream;
    }

    /** Lets the file appear; its stream is closed. */
    public void keep() throws IOException {
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        stream.close();
        Files.deleteIfExists(written);
    }
}
