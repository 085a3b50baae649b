package dev.reprise.engine.tier;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A locked file that tells other processes that this one lives, so that they leave what it is writing alone, and delete what
 * a killed one was writing as soon as they sweep. Where files cannot be locked there is none, and age has to tell.
 * Thread-safe.
 */
final class RunMark {

    /** Those of this JVM: to close another channel of such a file would release its lock. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path file;
    private @Nullable FileChannel channel;

    /**
     * The mark of a process that is dead, locked by this one, so that nobody takes it for his own.
     *
     * @param file the mark, named by the run
     */
    record Dead(Path file, FileChannel channel) implements AutoCloseable {

        String run() {
            return file.getFileName().toString();
        }

        /** Takes the mark away. */
        @Override
        public void close() {
            DiskFiles.delete(file); // Before it is unlocked.
            RunMark.close(channel);
        }
    }

    RunMark(DiskLayout layout) {
        this.file = layout.runs.resolve(layout.run);
    }

    /** Makes the mark unless it is there. Waits for a process that takes it for a dead one's at this moment. */
    synchronized void hold() throws IOException {
        if (channel != null && Files.exists(file)) {
            return;
        }
        release();
        OWN.add(file);
        while (channel == null) {
            FileChannel opened = FileChannel.open(
                    file,
                    EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    DiskFiles.owner(file, "rw-------"));
            try {
                opened.lock();
            } catch (IOException e) { // A file system without locks.
                DiskFiles.delete(file);
                close(opened);
                return;
            }
            if (Files.exists(file)) {
                channel = opened;
            } else {
                close(opened);
            }
        }
    }

    /** Takes the mark away: the process writes nothing any more. */
    synchronized void release() {
        if (channel != null) {
            DiskFiles.delete(file);
            close(channel);
            channel = null;
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was written to it.
        }
    }

    /** Returns the marks whose processes are dead; to be closed. */
    static List<Dead> dead(DiskLayout layout) {
        List<Dead> dead = new ArrayList<>();
        if (!Files.isDirectory(layout.runs)) {
            return dead;
        }
        try (DirectoryStream<Path> marks = Files.newDirectoryStream(layout.runs)) {
            for (Path mark : marks) {
                FileChannel locked = OWN.contains(mark) ? null : locked(mark);
                if (locked != null) {
                    dead.add(new Dead(mark, locked));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return dead;
        }
        return dead;
    }

    private static @Nullable FileChannel locked(Path mark) {
        FileChannel channel = null;
        boolean locked = false;
        try {
            channel = FileChannel.open(mark, StandardOpenOption.WRITE);
            locked = channel.tryLock() != null;
        } catch (IOException | OverlappingFileLockException e) {
            // Gone, or not for us to touch.
        }
        if (channel != null && !locked) {
            close(channel);
        }
        return locked ? channel : null;
    }

    /** Returns whether a run has a mark. */
    static boolean exists(DiskLayout layout, String run) {
        return Files.exists(layout.runs.resolve(run));
    }
}
