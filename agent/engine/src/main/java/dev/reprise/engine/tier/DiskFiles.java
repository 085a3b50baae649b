package dev.reprise.engine.tier;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** Reads and writes whole files that only their owner may read. */
public final class DiskFiles {

    /** A channel copies through a direct buffer as large as a write, which its thread keeps. */
    private static final int CHUNK = 64 << 10;

    private DiskFiles() {}

    /** Creates a directory and its parents where they are missing. */
    static void createDirectories(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) { // createDirectories refuses a link to a directory before JDK 20.
            Files.createDirectories(directory, owner(directory, "rwx------"));
        }
    }

    /** Creates a file; if this fails half-way, what was written stays. */
    static void createFile(Path file, byte[] content) throws IOException {
        try (SeekableByteChannel out = Files.newByteChannel(
                file, EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner(file, "rw-------"))) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.position() < content.length) {
                buffer.limit(Math.min(content.length, buffer.position() + CHUNK));
                out.write(buffer);
            }
        }
    }

    /**
     * Returns a file's content, or null if there is no such file or it is larger than the limit.
     *
     * <p>By {@code FileInputStream}: a channel would be closed by an interrupt of the host's thread and would leave a direct
     * buffer of the file's size with it. The length is asked first, because most look-ups miss and an exception costs more.
     */
    static byte @Nullable [] read(File file, int limit) throws IOException {
        long length = file.length();
        if (length > limit || (length == 0 && !file.isFile())) {
            return null; // Not there, or a pipe that somebody put there, which would never end.
        }
        try (FileInputStream in =
                new FileInputStream(file)) { // Only now its length counts: the file may be another one.
            byte[] content = in.readNBytes(limit + 1);
            return content.length > limit ? null : content;
        } catch (FileNotFoundException e) {
            if (file.exists()) {
                throw e; // Present, but not for us.
            }
            return null;
        }
    }

    /** Deletes a file or a directory with what is in it, as far as it can; links are not followed. */
    static void deleteTree(Path path) {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
                children.forEach(DiskFiles::deleteTree);
            } catch (IOException | RuntimeException e) {
                return; // The next sweep tries again.
            }
        }
        delete(path);
    }

    /** Returns whether there is no such file, or empty directory, any more. */
    static boolean delete(Path path) {
        try {
            Files.deleteIfExists(path);
            return true;
        } catch (IOException | RuntimeException e) {
            return false; // The next sweep tries again.
        }
    }

    /**
     * Returns what makes a file or directory its owner's alone from the first moment; nothing where the file system knows no such
     * rights.
     *
     * @param permissions such as {@code rw-------}
     */
    public static FileAttribute<?>[] owner(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
