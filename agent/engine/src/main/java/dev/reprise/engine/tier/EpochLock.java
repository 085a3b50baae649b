package dev.reprise.engine.tier;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one process after the other write to an {@link EpochLog}. Where one holds it for too long, because it was stopped, say,
 * or where files cannot be locked, the others go on without it. Thread-safe.
 */
final class EpochLock {

    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofMillis(1);

    /** Of this JVM: to close another channel of a file releases its lock. */
    private static final ReentrantLock IN_THIS_JVM = new ReentrantLock();

    private final Path file;

    EpochLock(Path file) {
        this.file = file;
    }

    /** Held until it is closed. */
    static final class Held implements AutoCloseable {

        private final @Nullable FileChannel channel;
        private final boolean alone;

        private Held(@Nullable FileChannel channel, boolean alone) {
            this.channel = channel;
            this.alone = alone;
        }

        /** Returns whether nobody else writes. */
        boolean isAlone() {
            return alone;
        }

        @Override
        public void close() throws IOException {
            if (channel != null) {
                try {
                    channel.close(); // Which unlocks it.
                } finally {
                    IN_THIS_JVM.unlock();
                }
            }
        }
    }

    /** Takes it if it can be had soon. The calling thread must not be interrupted. */
    Held hold() throws IOException {
        try {
            if (!IN_THIS_JVM.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                return new Held(/* channel= */ null, /* alone= */ false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Held(/* channel= */ null, /* alone= */ false);
        }
        boolean held = false;
        try {
            FileChannel channel = open();
            held = true;
            return new Held(channel, isLocked(channel));
        } finally {
            if (!held) {
                IN_THIS_JVM.unlock();
            }
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(
                file,
                EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                DiskFiles.owner(file, "rw-------"));
    }

    private static boolean isLocked(FileChannel channel) {
        for (long begin = System.nanoTime(); System.nanoTime() - begin < PATIENCE.toNanos(); ) {
            try {
                if (channel.tryLock() != null) {
                    return true;
                }
            } catch (OverlappingFileLockException e) {
                // Another agent in this JVM has it.
            } catch (IOException e) {
                return false;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return false;
    }
}
