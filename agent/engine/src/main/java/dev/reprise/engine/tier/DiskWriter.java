package dev.reprise.engine.tier;

import dev.reprise.engine.key.CacheKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Makes entries appear at once for every reader. Thread-safe. */
final class DiskWriter {

    /** So often is a directory made that is gone again before an entry is in it. */
    private static final int ATTEMPTS = 100;

    private final DiskLayout layout;
    private final DiskHome home;
    private final InstantSource clock;
    private volatile @Nullable EpochLog epochs;

    DiskWriter(DiskLayout layout, DiskHome home, InstantSource clock) {
        this.layout = layout;
        this.home = home;
        this.clock = clock;
    }

    /** Sees with each write that there is a log of evictions. */
    void keep(EpochLog log) {
        epochs = log;
    }

    /**
     * A file.
     *
     * @param tenant whose it is, as {@link TenantCounts} has it
     */
    record Written(int length, long tenant) {}

    Written write(String scope, CacheKey key, Blob blob) throws IOException {
        try {
            return write(opened(), scope, key, blob);
        } catch (NoSuchFileException e) { // The home was deleted while it was open.
            home.close();
            return write(opened(), scope, key, blob);
        }
    }

    private Envelope opened() throws IOException {
        Envelope envelope = home.openOrCreate().envelope();
        EpochLog log = epochs;
        if (log != null) {
            log.ensure();
        }
        return envelope;
    }

    private Written write(Envelope envelope, String scope, CacheKey key, Blob blob) throws IOException {
        byte[] file = envelope.seal(scope, key, blob);
        Path written = layout.temporary.resolve(layout.uniqueName());
        boolean moved = false;
        try {
            DiskFiles.createFile(written, file);
            date(written);
            move(written, scope, key);
            moved = true;
        } finally {
            if (!moved) {
                DiskFiles.delete(written);
            }
        }
        return new Written(file.length, Envelope.tenant(file));
    }

    /** By the tier's clock, from which ages are counted. */
    private void date(Path written) throws IOException {
        long now = clock.millis();
        if (!written.toFile()
                .setLastModified(now)) { // Fewer calls of the system than what follows, which says why not.
            Files.setLastModifiedTime(written, FileTime.fromMillis(now));
        }
    }

    /** A sweep, of another process, too, deletes what is empty, as a directory is between its making and its first entry. */
    private void move(Path written, String scope, CacheKey key) throws IOException {
        Path target = layout.entry(scope, key).toPath();
        for (int left = ATTEMPTS; ; left--) {
            try {
                Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (NoSuchFileException e) {
                if (left == 0 || !Files.exists(written)) {
                    throw e;
                }
                createDirectories(target.resolveSibling(""));
            }
        }
    }

    private static void createDirectories(Path directory) throws IOException {
        try {
            DiskFiles.createDirectories(directory);
        } catch (FileAlreadyExistsException e) {
            if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
                throw e; // Something else than a directory.
            }
        }
    }
}
