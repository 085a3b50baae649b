package dev.reprise.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The CPU time of the current thread as the JVM knows it. Apart, because of what it loads. */
final class ThreadCpuTime implements LongSupplier {

    private final ThreadMXBean threads;

    private ThreadCpuTime(ThreadMXBean threads) {
        this.threads = threads;
    }

    /** Returns null if the JVM cannot tell. Whether it does, which can be switched, is the host's to say. */
    static @Nullable LongSupplier ofThisJvm() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? new ThreadCpuTime(threads) : null;
    }

    @Override
    public long getAsLong() {
        return threads.getCurrentThreadCpuTime();
    }
}
