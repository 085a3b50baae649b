package dev.reprise.benchmarks.redis;

import dev.reprise.benchmarks.lab.Jdk;
import dev.reprise.benchmarks.lab.Load;
import dev.reprise.benchmarks.lab.Options;
import dev.reprise.benchmarks.lab.Scratch;
import dev.reprise.benchmarks.lab.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import redis.clients.jedis.Jedis;

/** A thousand calls of a service in each case of what can become of its Redis server. */
public final class FaultTable {

    private static final int CALLS = 1_000;
    private static final int PAUSE_MILLIS = 20;
    private static final int SHORT_PAUSE_MILLIS = 2;
    private static final int WARM_UP = 200;
    private static final long PATIENCE_NANOS = 90_000_000_000L;

    /** What a busy machine may add to a wait before it ends. */
    private static final int SLACK_MILLIS = 50;

    private FaultTable() {}

    /**
     * Prints what came of the calls.
     *
     * @param options which agent, and whether a look will do
     * @return whether no call threw or got a wrong answer, and each server was used again afterwards
     * @throws Exception if it could not be tried
     */
    public static boolean print(Options options) throws Exception {
        Table table = new Table(
                "the server",
                "exceptions",
                "wrong",
                "from disk",
                "from Redis",
                "made",
                "over 50 ms",
                "of one thread",
                "breaker",
                "largest",
                "used again after",
                "");
        boolean right = true;
        Jdk jdk = options.jdks().get(0);
        for (Fault fault : Fault.values()) {
            try (Scratch scratch = new Scratch("redis-faults")) {
                right &= row(table, options, jdk, scratch.directory(), fault);
            }
        }
        System.out.printf(
                "%n%,d calls of %d threads in each case, half of them kept on this disk and half in Redis only, no memory"
                        + " tier, time-out %d ms, JDK %s; %s%n",
                CALLS, Caller.THREADS, Service.TIMEOUT_MILLIS, jdk.version(), Load.now());
        table.print(System.out);
        System.out.println();
        return right;
    }

    private static boolean row(Table table, Options options, Jdk jdk, Path directory, Fault fault) throws Exception {
        Files.createDirectories(directory);
        try (Server server = Server.start(directory);
                Server other = Server.start(Files.createDirectories(directory.resolve("other")));
                Proxy proxy = new Proxy(server.port())) {
            try (Service first =
                    new Service(options, jdk, directory.resolve("first"), /* disk= */ false, proxy.port())) {
                untilKept(first, 0, CALLS + WARM_UP, /* step= */ 1);
            }
            try (Service service =
                    new Service(options, jdk, directory.resolve("second"), /* disk= */ true, proxy.port())) {
                untilOnDisk(service);
                service.call(CALLS, WARM_UP, /* step= */ 1, /* pauseMillis= */ 0);
                service.call(2 * CALLS, WARM_UP, /* step= */ 1, /* pauseMillis= */ 0); // The way of a miss, too.
                int before = service.lines("redis tier is off");
                fault.begin(server, proxy, other);
                Tally tally =
                        service.call(0, CALLS, /* step= */ 1, options.quick() ? SHORT_PAUSE_MILLIS : PAUSE_MILLIS);
                int cycles = service.lines("redis tier is off") - before;
                fault.end(server, proxy);
                double seconds = untilWritten(service, server);
                return row(table, fault, tally, cycles, seconds);
            }
        }
    }

    private static boolean row(Table table, Fault fault, Tally tally, int cycles, double seconds) {
        boolean right = tally.exceptions() == 0 && tally.wrong() == 0 && seconds >= 0;
        boolean quick = tally.delayedOfOne() <= cycles
                && tally.largestMicros() <= (Service.TIMEOUT_MILLIS + SLACK_MILLIS) * 1_000L;
        boolean served = tally.madeOfEven() == 0 && (!fault.reads() || tally.madeOfOdd() == 0);
        table.row(
                fault.title(),
                Integer.toString(tally.exceptions()),
                Integer.toString(tally.wrong()),
                Integer.toString(CALLS / 2 - tally.madeOfEven()),
                Integer.toString(CALLS / 2 - tally.madeOfOdd()),
                Integer.toString(tally.madeOfEven() + tally.madeOfOdd()),
                Integer.toString(tally.delayed()),
                Integer.toString(tally.delayedOfOne()),
                cycles + "x",
                String.format(Locale.ROOT, "%.1f ms", tally.largestMicros() / 1e3),
                seconds < 0 ? "never" : String.format(Locale.ROOT, "%.1f s", seconds),
                right && quick && served ? "met" : "not met");
        return right;
    }

    /** Has it call until all that it asks is kept. */
    private static void untilKept(Service service, int first, int count, int step) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        Tally tally = service.call(first, count, step, /* pauseMillis= */ 0);
        while (tally.madeOfEven() + tally.madeOfOdd() > 0) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("nothing is kept: " + tally + "\n" + service.log());
            }
            tally = service.call(first, count, step, /* pauseMillis= */ 0);
        }
    }

    /** Has it ask for the even ones until they are on its disk; what is found in Redis is written there by and by. */
    private static void untilOnDisk(Service service) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        do {
            if (System.nanoTime() - end > 0) {
                throw new IOException("not on disk: " + service.files() + "\n" + service.log());
            }
            service.call(0, CALLS / 2, /* step= */ 2, /* pauseMillis= */ 0);
            Thread.sleep(200);
        } while (service.files() < CALLS / 2);
    }

    /** Returns how long it takes until something new is in the server, or less than nothing if it never is. */
    private static double untilWritten(Service service, Server server) throws Exception {
        long begin = System.nanoTime();
        long there = server.ask(Jedis::dbSize);
        for (int number = 10 * CALLS; System.nanoTime() - begin < PATIENCE_NANOS; number++) {
            service.call(number, /* count= */ 1, /* step= */ 1, /* pauseMillis= */ 0);
            if (server.ask(Jedis::dbSize) > there) {
                return (System.nanoTime() - begin) / 1e9;
            }
            Thread.sleep(20);
        }
        return -1;
    }
}
