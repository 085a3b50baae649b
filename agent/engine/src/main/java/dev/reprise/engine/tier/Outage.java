package dev.reprise.engine.tier;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;

/** Whether the disk can be written: says so when that changes, and when it is worth another try. Thread-safe. */
final class Outage {

    static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final Path home;
    private final InstantSource clock;
    private final Logger log;
    private volatile boolean lasting;
    private volatile long failedAt;

    Outage(Path home, InstantSource clock, Logger log) {
        this.home = home;
        this.clock = clock;
        this.log = log;
    }

    /** Returns whether the last try failed and it is too early for the next. */
    boolean pausing() {
        long sinceMillis = clock.millis() - failedAt;
        return lasting && sinceMillis >= 0 && sinceMillis < RETRY_AFTER.toMillis();
    }

    void failed(Exception cause) {
        boolean isNews;
        synchronized (this) {
            failedAt = clock.millis();
            isNews = !lasting;
            lasting = true;
        }
        if (isNews) { // Said without the lock: a log may keep this thread, and others want to know whether they may
            // write.
            if (cause instanceof Untrusted) {
                log.warn(
                        "disk tier is off, entries stay in memory: {}, or name a directory that does not exist yet as"
                                + " `home`. Tried again every {} s.",
                        cause.getMessage(),
                        RETRY_AFTER.toSeconds());
                return;
            }
            log.warn(
                    "disk tier is off, entries stay in memory: {} cannot be used ({}). Free space or make it writable, or"
                            + " name another directory as `home`, or set `tiers.disk: off`. Tried again every {} s.",
                    home,
                    reason(cause),
                    RETRY_AFTER.toSeconds());
        }
    }

    /** Cheap while nothing is wrong. */
    void succeeded() {
        if (lasting) {
            over();
        }
    }

    private void over() {
        boolean isNews;
        synchronized (this) {
            isNews = lasting;
            lasting = false;
        }
        if (isNews) {
            log.info("disk tier works again: {}", home);
        }
    }

    private static String reason(Exception cause) {
        if (!(cause instanceof FileSystemException file)) {
            return cause instanceof IOException && cause.getMessage() != null ? cause.getMessage() : cause.toString();
        }
        if (file instanceof AccessDeniedException) {
            return file.getFile() + ": permission denied";
        }
        if (file instanceof NoSuchFileException) {
            return file.getFile() + ": no such file or directory";
        }
        if (file instanceof FileAlreadyExistsException) {
            return file.getFile() + ": not a directory";
        }
        return String.valueOf(file.getMessage());
    }
}
