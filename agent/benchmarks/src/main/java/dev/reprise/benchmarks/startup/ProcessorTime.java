package dev.reprise.benchmarks.startup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Processor time, which a busy machine stretches far less than wall time. */
final class ProcessorTime {

    // proc(5): fields 16 and 17, cutime and cstime, counted behind the ')' that ends field 2; in ticks, which Linux
    // fixes at 100 a second for user space.
    private static final int CHILDREN_USER = 16 - 3;
    private static final int CHILDREN_SYSTEM = 17 - 3;
    private static final double MILLISECONDS_PER_TICK = 10;

    private ProcessorTime() {}

    /** Returns the milliseconds of all processes that this one has started and seen end, or NaN off Linux. */
    static double ofFinishedChildren() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_SYSTEM]))
                    * MILLISECONDS_PER_TICK;
        } catch (IOException noProc) {
            return Double.NaN;
        }
    }
}
