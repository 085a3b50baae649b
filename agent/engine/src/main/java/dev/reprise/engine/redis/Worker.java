package dev.reprise.engine.redis;

import dev.reprise.engine.thread.DaemonThread;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** A daemon thread that begins when it is first needed, and goes on whatever its work throws. Guarded by its user. */
final class Worker {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<@Nullable Runnable> next;
    private final Logger log;
    private @Nullable Thread thread;

    /**
     * @param next waits for work; null if there will be none any more
     */
    Worker(Supplier<@Nullable Runnable> next, Logger log) {
        this.next = next;
        this.log = log;
    }

    /** Returns whether it works, after an attempt to begin. */
    boolean started() {
        if (thread != null) {
            return true;
        }
        try {
            Thread made = DaemonThread.of("reprise-redis", this::run);
            made.start();
            thread = made;
            return true;
        } catch (Throwable e) { // Out of native threads, for one. The next look-up tries again.
            log.debug("cannot start a thread for connections", e);
            return false;
        }
    }

    private void run() {
        while (true) {
            try {
                Runnable work = next.get();
                if (work == null) {
                    return;
                }
                work.run();
            } catch (Throwable e) { // A broken log, or no memory: neither may end the thread.
                pauseAfter(e);
            }
        }
    }

    private void pauseAfter(Throwable failure) {
        LockSupport.parkNanos(PAUSE.toNanos());
        try {
            log.debug("a thread for connections goes on", failure);
        } catch (Throwable e) {
            // As above.
        }
    }
}
