package dev.reprise.benchmarks.killswitch;

import dev.reprise.benchmarks.lab.LiveAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The process with the agent: it is hammered, and switched off in one way after the other. */
final class Hammered {

    /** Fewer than a service has, more than there are processors. */
    static final int THREADS = 8;

    private static final String EVERYTHING = "everything";
    private static final String ORIGIN = "the benchmark";

    private final Hammer.Service service = new Hammer.Service();
    private final LiveAgent agent;
    private final long millis;

    private interface Order {
        void give() throws Exception;
    }

    private Hammered(long millis) throws Exception {
        service.answer("the first call");
        this.agent = new LiveAgent();
        this.millis = millis;
    }

    /**
     * Prints a line for each way.
     *
     * @param arguments the configuration's file, and for how many milliseconds each way is watched before and after
     */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        Hammered hammered = new Hammered(Long.parseLong(arguments[1]));
        hammered.measure("mode off", () -> hammered.mode("off"));
        hammered.mode("configured");
        hammered.measure("remove", () -> hammered.agent.order("remove", ORIGIN));
        hammered.agent.order("install", ORIGIN);
        hammered.measure("mode: off in the file", () -> {
            Path next = Files.writeString(file.resolveSibling("next.yaml"), Files.readString(file) + "mode: off\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
            while (!hammered.agent.mode().equals("off")) {
                Thread.sleep(1);
            }
        });
    }

    private void mode(String mode) throws Exception {
        agent.order("mode", EVERYTHING, mode, ORIGIN);
    }

    private void measure(String name, Order order) throws Exception {
        List<Hammer> hammers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            hammers.add(new Hammer(service));
        }
        hammers.forEach(Thread::start);
        Thread.sleep(millis);
        long given = System.nanoTime();
        order.give();
        long done = System.nanoTime();
        Thread.sleep(millis);
        long hits = 0;
        long last = given;
        for (Hammer each : hammers) {
            each.end();
            hits += each.hits();
            last = Math.max(last, each.lastHit());
        }
        System.out.println(String.join("\t", name, "" + hits, "" + (done - given), "" + (last - given)));
    }
}
