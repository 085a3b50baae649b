package dev.reprise.benchmarks.disk;

import dev.reprise.benchmarks.lab.Jdk;
import dev.reprise.benchmarks.lab.Load;
import dev.reprise.benchmarks.lab.Options;
import dev.reprise.benchmarks.lab.Scratch;
import dev.reprise.benchmarks.lab.Table;
import dev.reprise.engine.config.DiskSettings;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** A thousand calls of a service in each case of what can become of its disk. */
public final class DiskFaults {

    private static final int CALLS = 1_000;
    private static final int PAUSE_MILLIS = 20;
    private static final int SHORT_PAUSE_MILLIS = 2;
    private static final int WARM_UP = 200;
    private static final long PATIENCE_NANOS = 90_000_000_000L;
    private static final int MOST_HELD = Math.min(8, Runtime.getRuntime().availableProcessors());

    /** What a busy machine may add to a wait before it ends. */
    private static final int SLACK_MILLIS = 50;

    private DiskFaults() {}

    /**
     * Prints what came of the calls.
     *
     * @param options which agent, and whether a look will do
     * @return whether no call threw or got a wrong answer, none was held up but those that may be, and each disk was used
     *     again afterwards
     * @throws Exception if it could not be tried
     */
    public static boolean print(Options options) throws Exception {
        if (!Service.isPossible()) {
            System.out.println(
                    "Not possible here: it takes a Linux whose user may have file systems of his own (root, or"
                            + " unprivileged user namespaces), and the commands unshare, nsenter and mount.");
            return false;
        }
        Table table = new Table(
                "the disk",
                "exceptions",
                "wrong",
                "from disk",
                "made",
                "over 10 ms",
                "held up",
                "largest of the others",
                "lines",
                "used again after",
                "lines",
                "");
        boolean right = true;
        Jdk jdk = options.jdks().get(0);
        for (DiskFault fault : DiskFault.values()) {
            try (Scratch scratch = new Scratch("disk-faults");
                    Service service = new Service(options, jdk, scratch.directory())) {
                right &= row(table, service, fault, options.quick() ? SHORT_PAUSE_MILLIS : PAUSE_MILLIS);
            }
        }
        System.out.printf(
                "%n%,d calls of %d threads in each case, half of them kept on disk before, no memory tier, time-out %d ms,"
                        + " JDK %s; %s%n",
                CALLS, Caller.THREADS, DiskSettings.TIMEOUT.toMillis(), jdk.version(), Load.now());
        table.print(System.out);
        System.out.println();
        return right;
    }

    private static boolean row(Table table, Service service, DiskFault fault, int pauseMillis) throws Exception {
        untilKept(service, 0, CALLS / 2, /* step= */ 2);
        untilKept(service, 2 * CALLS, WARM_UP, /* step= */ 1);
        int before = service.lines().size();
        service.call(2 * CALLS, WARM_UP, /* step= */ 1, /* pauseMillis= */ 0);
        if (!service.run(fault.begin())) {
            System.err.println(fault.title() + ": " + service.said());
            table.row(fault.title(), "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "not possible here");
            return true;
        }
        Calls calls = service.call(0, CALLS, /* step= */ 1, pauseMillis);
        int during = service.lines().size() - before;
        if (!service.run(fault.end())) {
            throw new IOException("what was done to the disk (" + fault.title() + ") could not be undone");
        }
        double seconds = untilUsed(service);
        List<String> lines = service.lines();
        int after = lines.size() - before - during;
        lines.subList(before, lines.size()).forEach(line -> System.err.println(fault.title() + ": " + line));
        int held = fault.holds() ? MOST_HELD : 0;
        boolean right = calls.exceptions() == 0 && calls.wrong() == 0 && calls.held() <= held && seconds >= 0;
        boolean quick = calls.largestMicros() <= (DiskSettings.TIMEOUT.toMillis() + SLACK_MILLIS) * 1_000L;
        boolean served = !fault.serves() || calls.madeOfEven() == 0;
        table.row(
                fault.title(),
                Integer.toString(calls.exceptions()),
                Integer.toString(calls.wrong()),
                Integer.toString(CALLS - calls.made() - calls.held()),
                Integer.toString(calls.made()),
                Integer.toString(calls.delayed()),
                Integer.toString(calls.held()),
                String.format(Locale.ROOT, "%.1f ms", calls.largestMicros() / 1e3),
                Integer.toString(during),
                seconds < 0 ? "never" : String.format(Locale.ROOT, "%.1f s", seconds),
                Integer.toString(after),
                right && quick && served ? "met" : "not met");
        return right;
    }

    /** Has it call until all that it asks is kept. */
    private static void untilKept(Service service, int first, int count, int step) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (service.call(first, count, step, /* pauseMillis= */ 0).made() > 0) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("nothing is kept");
            }
        }
    }

    /** Returns how long it takes until something new is kept and found, or less than nothing if it never is. */
    private static double untilUsed(Service service) throws Exception {
        long begin = System.nanoTime();
        for (int number = 10 * CALLS; System.nanoTime() - begin < PATIENCE_NANOS; number++) {
            service.call(number, /* count= */ 1, /* step= */ 1, /* pauseMillis= */ 0);
            Thread.sleep(20); // The writer's turn.
            if (service.call(number, /* count= */ 1, /* step= */ 1, /* pauseMillis= */ 0)
                            .made()
                    == 0) {
                return (System.nanoTime() - begin) / 1e9;
            }
        }
        return -1;
    }
}
