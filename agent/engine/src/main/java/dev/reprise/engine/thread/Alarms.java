package dev.reprise.engine.thread;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does short pieces of work after a while, one after the other, on one thread that is there only while there is something to
 * wait for. Thread-safe.
 */
public final class Alarms {

    private static final long IDLE_SECONDS = 2;

    private final ScheduledThreadPoolExecutor timer;

    /** Starts no thread yet. */
    public Alarms() {
        timer = new ScheduledThreadPoolExecutor(1, work -> DaemonThread.of("reprise-alarm", work));
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /** Has something done that neither blocks nor calls code of the host. */
    @SuppressWarnings("FutureReturnValueIgnored") // Whoever does not want it any more finds that out when it is due.
    public void in(long nanos, Runnable work) {
        timer.schedule(work, nanos, TimeUnit.NANOSECONDS);
    }
}
