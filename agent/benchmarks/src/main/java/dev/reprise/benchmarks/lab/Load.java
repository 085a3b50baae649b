package dev.reprise.benchmarks.lab;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.Locale;

/** How busy the machine is: figures of a busy one are no figures. */
public final class Load {

    private Load() {}

    /**
     * Returns the load of the last minute, which a measurement of one process brings to about 1.
     *
     * @return a few words for the head of a table
     */
    public static String now() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        double load = system.getSystemLoadAverage();
        int processors = system.getAvailableProcessors();
        if (load < 0) {
            return processors + " processors";
        }
        String busy = load > processors ? " (BUSY: measure again)" : "";
        return String.format(Locale.ROOT, "load %.1f on %d processors%s", load, processors, busy);
    }
}
