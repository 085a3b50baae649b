package dev.reprise.engine.tier;

import dev.reprise.engine.thread.DaemonThread;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Where the disk tier does what no caller waits for.
 *
 * @param later for small things, in their order and behind the writes; may drop them
 * @param sweeps for one sweep at a time
 * @param rests makes for each sweep what is called between its steps
 */
record DiskThreads(Executor later, Executor sweeps, Supplier<Runnable> rests) {

    /** On the thread that reads or writes, at once. */
    static final DiskThreads NONE = new DiskThreads(Runnable::run, Runnable::run, () -> () -> {});

    /** Behind the writes, and a daemon thread for each sweep, which rests most of the time. */
    static DiskThreads behind(WriteBehind writes) {
        return new DiskThreads(
                task -> writes.submit(task, /* bytes= */ 0, /* entries= */ 0),
                sweep -> DaemonThread.of("reprise-sweeper", sweep).start(),
                Rest::new);
    }
}
