package dev.reprise.engine.tier;

import dev.reprise.engine.epoch.Eviction;
import dev.reprise.engine.epoch.EvictionLog;
import dev.reprise.engine.epoch.EvictionReader;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The file of a home in which its processes tell each other what they have evicted. Thread-safe; throws no exception, but for
 * {@link #ensure}.
 *
 * <p>It begins with a random number that is part of what entries are stamped with: if the file is deleted, what was kept in
 * the home before is not served any more. Who looks whether it has grown asks for its attributes once. It is only added to,
 * by a process that holds the lock beside it; one that has become long is replaced by what its records come to.
 *
 * <p>A record that was not written to its end is passed over. An eviction that cannot be written though the file could be
 * deleted, as on a full disk, deletes it: better too much is evicted than too little. After a power failure the last records
 * may be missing, and nobody knows of them: nothing is forced to the disk.
 */
final class EpochLog implements EvictionLog {

    private static final int LONG = 1 << 20;

    private final DiskLayout layout;
    private final DiskHome home;
    private final Trust trust;
    private final EvictionReader reader;
    private final Logger log;
    private final EpochLock lock;

    /** What the file looked like before it was read last; null if there was none. */
    private volatile @Nullable Look read;

    /** What it begins with; null if there is none that can be read. */
    private volatile @Nullable Long generation;

    /** Guarded by this object, as are the other fields that change. */
    private long readTo;

    private long compacted;
    private boolean hasUnknown;
    private boolean failing;

    /** What tells that a file has changed, or is another. */
    private record Look(@Nullable Object file, long length, long modifiedNanos) {

        boolean isSame(@Nullable Look other) {
            return other != null
                    && length == other.length
                    && modifiedNanos == other.modifiedNanos
                    && Objects.equals(file, other.file);
        }
    }

    EpochLog(DiskLayout layout, DiskHome home, Trust trust, EvictionReader reader, Logger log) {
        this.layout = layout;
        this.home = home;
        this.trust = trust;
        this.reader = reader;
        this.log = log;
        this.lock = new EpochLock(layout.epochsLock);
    }

    @Override
    public boolean read() {
        try {
            Look now = look();
            Look before = read;
            if (now == null ? before != null : !now.isSame(before)) {
                readOn();
            }
            return true;
        } catch (IOException | RuntimeException e) {
            log.debug("cannot read {}", layout.epochs, e);
            return false;
        }
    }

    private @Nullable Look look() throws IOException {
        try {
            BasicFileAttributes seen = Files.readAttributes(layout.epochs, BasicFileAttributes.class);
            return new Look(seen.fileKey(), seen.size(), seen.lastModifiedTime().to(TimeUnit.NANOSECONDS));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private synchronized void readOn() throws IOException {
        for (Look now = look(); ; ) {
            boolean isRead = now != null && readOn(now);
            if (!isRead) {
                forget();
            }
            Look after = look();
            if (now == null ? after == null : after != null && Objects.equals(now.file, after.file)) {
                read = now;
                return;
            }
            now = after; // Another file took its place meanwhile.
        }
    }

    private void forget() {
        if (generation != null) {
            generation = null;
            readTo = 0;
            reader.lost();
        }
    }

    /** Returns whether it could be read; false if it is none, or has lost some of what it held. */
    private boolean readOn(Look now) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(layout.epochs.toFile(), "r")) {
            byte[] header = new byte[EpochRecord.LENGTH];
            Long begun = in.read(header) < header.length ? null : EpochRecord.generation(header);
            Look before = read;
            boolean isGrown = begun != null
                    && begun.equals(generation)
                    && before != null
                    && Objects.equals(before.file, now.file);
            if (begun == null) {
                return false;
            }
            if (isGrown && in.length() < readTo) {
                Files.deleteIfExists(layout.epochs); // Whoever reads it now would not learn of all evictions.
                return false;
            }
            long from = isGrown ? readTo : EpochRecord.LENGTH;
            byte[] rest = new byte[(int) ((in.length() - from) / EpochRecord.LENGTH) * EpochRecord.LENGTH];
            in.seek(from);
            in.readFully(rest);
            List<Eviction> evictions = new ArrayList<>();
            hasUnknown &= isGrown;
            for (int at = 0; at < rest.length; at += EpochRecord.LENGTH) {
                Eviction eviction = EpochRecord.at(rest, at);
                if (eviction != null) {
                    evictions.add(eviction);
                    hasUnknown |= eviction.kind() == Eviction.Kind.UNKNOWN;
                }
            }
            if (!isGrown || !evictions.isEmpty()) {
                reader.take(begun, !isGrown, evictions);
            }
            generation = begun;
            readTo = from + rest.length;
            return true;
        } catch (FileNotFoundException | EOFException e) {
            if (layout.epochs.toFile().exists()) {
                throw e; // Not for us, or changed under our eyes: the next look tells.
            }
            return false;
        }
    }

    /**
     * Sees that there is one: without it nothing that is written is ever served.
     *
     * @throws NoSuchFileException if the home is not there
     */
    void ensure() throws IOException {
        if (generation == null || look() == null) {
            try (EpochLock.Held held = lock.hold()) {
                log.debug("{}: a log of evictions is made; alone: {}", layout.epochs, held.isAlone());
                create();
            }
        }
    }

    /** Returns whether it was made anew, of all that is known here. */
    private boolean create() throws IOException {
        readOn();
        if (generation != null) {
            return false;
        }
        byte[] all = all();
        Files.deleteIfExists(layout.epochs); // It was damaged.
        publish(all, written -> MacKey.publish(written, layout.epochs, all));
        return true;
    }

    private interface Publishing {
        void publish(Path written) throws IOException;
    }

    private void publish(byte[] content, Publishing publishing) throws IOException {
        Path written = layout.temporary.resolve(layout.uniqueName());
        try {
            DiskFiles.createFile(written, content);
            publishing.publish(written);
        } finally {
            DiskFiles.delete(written);
        }
        readOn();
    }

    @Override
    public boolean append(List<Eviction> evictions) {
        return append(evictions, /* isAnew= */ false);
    }

    @Override
    public boolean appendAnew(List<Eviction> evictions) {
        return append(evictions, /* isAnew= */ true);
    }

    private boolean append(List<Eviction> evictions, boolean isAnew) {
        boolean interrupted = Thread.interrupted(); // It would make the lock's channel close itself.
        try {
            if (!Files.isDirectory(layout.temporary)) {
                home.close(); // It was deleted, or is not made yet.
                DiskFiles.createDirectories(layout.home);
            }
            trust.check(layout, ProcessUser.current());
            DiskFiles.createDirectories(layout.temporary);
            try (EpochLock.Held held = lock.hold()) {
                if (isAnew && Files.deleteIfExists(layout.epochs)) {
                    readOn();
                    log.info("all entries of {} are evicted: nobody remembers which of them were", layout.home);
                }
                boolean isNew = create();
                if (held.isAlone() && !isNew && isTooLong()) {
                    compact(); // Before something is added that has to be known afterwards.
                }
                if (!isNew || !held.isAlone()) {
                    write(evictions);
                }
                return succeeded(held.isAlone());
            }
        } catch (IOException | RuntimeException e) {
            return failed(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void write(List<Eviction> evictions) throws IOException {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        long broken = layout.epochs.toFile().length() % EpochRecord.LENGTH;
        if (broken > 0) { // A process was killed, or the disk was full, in the middle of a record.
            records.write(new byte[(int) (EpochRecord.LENGTH - broken)]);
        }
        for (Eviction eviction : evictions) {
            records.write(EpochRecord.of(eviction));
        }
        try (FileOutputStream out = new FileOutputStream(layout.epochs.toFile(), /* append= */ true)) {
            records.writeTo(out);
        }
        readOn();
        if (generation == null) {
            throw new IOException(layout.epochs + " was deleted at once");
        }
    }

    private boolean isTooLong() {
        return reader.isFull() || (readTo > Math.max(LONG, 2 * compacted) && !hasUnknown);
    }

    private void compact() throws IOException {
        publish(all(), written -> Files.move(written, layout.epochs, StandardCopyOption.ATOMIC_MOVE));
        compacted = readTo;
    }

    /** Returns what a log is to hold that says what is known here. */
    private byte[] all() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        EvictionReader.Summary summary = reader.summary();
        all.write(EpochRecord.header(summary.generation()));
        for (Eviction eviction : summary.evictions()) {
            all.write(EpochRecord.of(eviction));
        }
        return all.toByteArray();
    }

    private boolean succeeded(boolean forSure) {
        if (isNews(/* fails= */ false)) {
            log.info("evictions reach the other processes of {} again", layout.home);
        }
        return forSure;
    }

    private boolean failed(Exception cause) {
        log.debug("cannot write {}", layout.epochs, cause);
        try {
            if (Files.deleteIfExists(layout.epochs)) {
                readOn();
                log.warn(
                        "{} could not be written ({}) and was deleted instead, so that all entries of this home are"
                                + " misses from now on, not only the evicted ones.",
                        layout.epochs,
                        cause.toString());
                return true;
            }
        } catch (IOException | RuntimeException e) {
            log.debug("cannot delete {}", layout.epochs, e);
        }
        if (isNews(/* fails= */ true)) {
            log.warn(
                    "evictions reach no other process of {}, for {} cannot be written ({}). Make it writable, or name"
                            + " another directory as `home`. Tried again.",
                    layout.home,
                    layout.epochs,
                    cause.toString());
        }
        return false;
    }

    /** It is said without the lock, which readers need: a log may keep this thread. */
    private synchronized boolean isNews(boolean fails) {
        boolean isNews = failing != fails;
        failing = fails;
        return isNews;
    }
}
