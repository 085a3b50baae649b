package dev.reprise.benchmarks.stress;

import dev.reprise.engine.CachedMethod;
import dev.reprise.engine.Engine;
import dev.reprise.engine.Lookup;
import dev.reprise.engine.Target;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;

/**
 * Threads that call the same methods through one engine, compare each answer with the real one, and then change it.
 *
 * <p>The clock goes by calls, so that entries expire and are written anew all the time. The memory tier holds a part of
 * the entries, so that others come from disk.
 */
final class Crowd implements AutoCloseable {

    private static final int THREADS = 8;
    private static final int IDS = 150;
    private static final int CALLS_A_MILLISECOND = 16;

    private static final String CONFIGURATION = """
            quiet: true
            tiers:
              memory: { max-size: 256KB }
              disk: { max-size: 64MB }
            scopes:
              default: { ttl: 2s }
            methods:
            """;

    private record Woven<T>(Kind<T> kind, CachedMethod method) {}

    private final Service service = new Service();
    private final List<Woven<?>> methods = new ArrayList<>();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong hits = new AtomicLong();
    private final AtomicLong misses = new AtomicLong();
    private final AtomicLong differences = new AtomicLong();
    private final Engine engine;

    /**
     * @param folder an empty directory
     */
    Crowd(Path folder) throws Exception {
        List<Kind<?>> kinds = Kind.all(service);
        StringBuilder text = new StringBuilder(CONFIGURATION);
        for (Kind<?> kind : kinds) {
            text.append("  - method: ")
                    .append(Service.class.getName())
                    .append('#')
                    .append(kind.method());
            text.append('\n');
        }
        Path file = Files.writeString(
                Files.createDirectories(folder).resolve("reprise.yaml"),
                text + "home: '" + folder.resolve("home") + "'\n");
        Configuration configuration = ConfigurationLoader.load(
                file.toString(), new ProcessContext(Map.of(), Map.of(), folder.toFile()), List.of());
        this.engine = new Engine(
                configuration,
                (module, name) -> {},
                () -> Instant.ofEpochMilli(1_790_000_000_000L + calls.get() / CALLS_A_MILLISECOND),
                System::nanoTime);
        for (int i = 0; i < kinds.size(); i++) {
            Kind<?> kind = kinds.get(i);
            Method method = Service.class.getDeclaredMethod(kind.method(), int.class);
            Target target = new Target(method, Service.class.getName(), List.of("id"));
            methods.add(new Woven<>(
                    kind, engine.method(target, configuration.methods().get(i))));
        }
    }

    /**
     * Lets every thread call until it is told to stop.
     *
     * @param goOn asked with the number of calls that the thread has made
     */
    void run(long seed, LongPredicate goOn) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                SplittableRandom random = new SplittableRandom(seed + thread);
                tasks.add(() -> {
                    for (long made = 0; goOn.test(made); made++) {
                        // Half of the calls are for few entries, so that threads meet at them.
                        int id = random.nextInt(random.nextBoolean() ? 3 : IDS);
                        call(methods.get(random.nextInt(methods.size())), id);
                    }
                    return null;
                });
            }
            for (Future<Void> each : threads.invokeAll(tasks)) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    long hits() {
        return hits.get();
    }

    long misses() {
        return misses.get();
    }

    long differences() {
        return differences.get();
    }

    /** Waits for all writes, which a service that ends does not, so that the directory can be deleted. */
    @Override
    public void close() {
        engine.close();
        try {
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().equals("reprise-writer")) {
                    thread.join();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> void call(Woven<T> woven, int id) {
        calls.incrementAndGet();
        Lookup lookup = engine.enter(woven.method, service, new Object[] {id});
        T real = woven.kind.real().apply(id);
        if (lookup instanceof Lookup.Hit hit) {
            hits.incrementAndGet();
            @SuppressWarnings("unchecked") // The engine checks the method's return type.
            T answer = (T) hit.value();
            if (!woven.kind.same().test(real, answer)) {
                differences.incrementAndGet();
            }
            woven.kind.spoil().accept(answer);
        } else if (lookup instanceof Lookup.Miss miss) {
            misses.incrementAndGet();
            engine.exit(miss, real, null);
            woven.kind.spoil().accept(real);
        } else {
            throw new IllegalStateException(woven.kind.method() + " is bypassed");
        }
    }
}
