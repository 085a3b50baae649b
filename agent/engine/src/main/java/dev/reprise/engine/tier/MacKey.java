package dev.reprise.engine.tier;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The key that the entries of one home are sealed with: made once, by the first process that needs it. */
final class MacKey {

    private MacKey() {}

    /** Returns the key, or null if there is none yet. */
    static byte @Nullable [] load(DiskLayout layout) throws IOException {
        byte[] key = DiskFiles.read(layout.macKey.toFile(), /* limit= */ 4096);
        if (key != null && key.length != StoreKey.LENGTH) {
            throw new IOException(
                    layout.macKey + " has " + key.length + " bytes instead of " + StoreKey.LENGTH + "; delete it");
        }
        return key;
    }

    /** Returns the key and makes it if there is none. Of several processes that make one, all get the same. */
    static byte[] loadOrCreate(DiskLayout layout) throws IOException {
        byte[] key = load(layout);
        if (key == null) {
            create(layout);
            key = load(layout);
        }
        if (key == null) {
            throw new IOException(layout.macKey + " was deleted at once");
        }
        return key;
    }

    private static void create(DiskLayout layout) throws IOException {
        byte[] key = RandomBytes.of(StoreKey.LENGTH);
        Path written = layout.temporary.resolve(layout.uniqueName());
        try {
            DiskFiles.createFile(written, key);
            publish(written, layout.macKey, key);
        } finally {
            DiskFiles.delete(written);
        }
    }

    /** A link, because it makes the whole file appear at once and, unlike a move, never replaces another's. */
    static void publish(Path written, Path target, byte[] key) throws IOException {
        try {
            Files.createLink(target, written);
        } catch (FileAlreadyExistsException e) {
            // Another process was faster; its key is the key.
        } catch (IOException | UnsupportedOperationException e) { // No links on this file system.
            createInPlace(target, key);
        }
    }

    private static void createInPlace(Path target, byte[] key) throws IOException {
        try {
            DiskFiles.createFile(target, key);
        } catch (FileAlreadyExistsException e) {
            // As above.
        }
    }
}
