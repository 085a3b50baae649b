package dev.reprise.engine.tier;

import dev.reprise.engine.key.CacheKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;

/** Makes entries appear, and scopes vanish, at once for every reader. Thread-safe. */
final class DiskWriter {

    private final DiskLayout layout;
    private final DiskHome home;
    private final Clearings clearings;
    private final InstantSource clock;
    private final Object moving = new Object();

    DiskWriter(DiskLayout layout, DiskHome home, Clearings clearings, InstantSource clock) {
        this.layout = layout;
        this.home = home;
        this.clearings = clearings;
        this.clock = clock;
    }

    /** Returns how long the file is. */
    int write(String scope, CacheKey key, Blob blob) throws IOException {
        try {
            return write(home.openOrCreate().envelope(), scope, key, blob);
        } catch (NoSuchFileException e) { // The home was deleted while it was open.
            home.close();
            return write(home.openOrCreate().envelope(), scope, key, blob);
        }
    }

    /** Moves a directory out of every reader's sight before it is deleted file by file. */
    void discard(Path directory) throws IOException {
        Path discarded = layout.trash.resolve(layout.uniqueName());
        try {
            synchronized (moving) {
                if (!Files.exists(directory)) {
                    return;
                }
                DiskFiles.createDirectories(layout.trash);
                Files.move(directory, discarded, StandardCopyOption.ATOMIC_MOVE);
            }
            DiskFiles.deleteTree(discarded);
        } catch (NoSuchFileException e) {
            // Another process was faster.
        }
    }

    private int write(Envelope envelope, String scope, CacheKey key, Blob blob) throws IOException {
        byte[] file = envelope.seal(scope, key, blob);
        Path written = layout.temporary.resolve(layout.uniqueName());
        boolean moved = false;
        try {
            DiskFiles.createFile(written, file);
            Files.setLastModifiedTime(written, FileTime.fromMillis(clock.millis()));
            moved = moveUnlessCleared(written, scope, key, blob);
        } finally {
            if (!moved) {
                DiskFiles.delete(written);
            }
        }
        return file.length;
    }

    private boolean moveUnlessCleared(Path written, String scope, CacheKey key, Blob blob) throws IOException {
        Path target = layout.entry(scope, key).toPath();
        synchronized (moving) {
            if (clearings.cover(scope, blob)) {
                return false;
            }
            try {
                Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (NoSuchFileException e) {
                DiskFiles.createDirectories(target.resolveSibling(""));
                Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
            }
            return true;
        }
    }
}
