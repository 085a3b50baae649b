package dev.reprise.benchmarks.flight;

import dev.reprise.engine.CachedMethod;
import dev.reprise.engine.Engine;
import dev.reprise.engine.Lookup;
import dev.reprise.engine.Lookup.Assembly;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Target;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Threads that call a method of the provider through one engine, all at once. */
final class Crowd implements AutoCloseable {

    private final Provider provider = new Provider();
    private final Engine engine;
    private final CachedMethod method;
    private final Method real;

    /**
     * What came of it.
     *
     * @param calls how many real calls there were
     * @param p50 how long half of the callers waited at the most, in milliseconds, as all of these are
     * @param p99 how long most of them did
     * @param behind how long most of them waited when the last real answer was there
     * @param wall how long it took until the last of them had his answer
     */
    record Outcome(int calls, double p50, double p99, double behind, double wall) {}

    /**
     * @param directory for the configuration
     * @param name the method
     */
    Crowd(Path directory, String name) throws Exception {
        Path file = Files.createTempFile(directory, "reprise", ".yaml");
        Files.writeString(
                file,
                "tiers: { disk: off }\nmethods: [{ method: \"" + Provider.class.getName() + "#" + name
                        + "\", single-flight: on }]\n");
        Configuration configuration = ConfigurationLoader.load(
                file.toString(), new ProcessContext(Map.of(), Map.of(), directory.toFile()), List.of());
        this.engine = new Engine(configuration, (module, opened) -> {}, InstantSource.system(), System::nanoTime);
        this.real = Provider.class.getDeclaredMethod(name, String.class);
        this.method = engine.method(
                new Target(real, Provider.class.getName(), List.of("question")),
                configuration.methods().get(0));
    }

    /** Lets each thread ask its question. */
    Outcome ask(int threads, IntFunction<String> questions) throws Exception {
        CountDownLatch ready = new CountDownLatch(threads);
        CountDownLatch start = new CountDownLatch(1);
        long[] begins = new long[threads];
        long[] ends = new long[threads];
        @Nullable Exception[] failures = new Exception[threads];
        Thread[] all = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            int number = i;
            all[i] = new Thread(
                    null,
                    () -> {
                        ready.countDown();
                        try {
                            start.await();
                            begins[number] = System.nanoTime();
                            asked(questions.apply(number));
                            ends[number] = System.nanoTime();
                        } catch (Exception failure) {
                            failures[number] = failure;
                        }
                    },
                    "caller",
                    1 << 18);
            all[i].start();
        }
        ready.await();
        int before = provider.calls();
        start.countDown();
        for (Thread thread : all) {
            thread.join();
        }
        for (Exception failure : failures) {
            if (failure != null) {
                throw failure;
            }
        }
        return outcome(provider.calls() - before, begins, ends);
    }

    private Outcome outcome(int calls, long[] begins, long[] ends) {
        int count = begins.length;
        long[] took = new long[count];
        long[] behind = new long[count];
        for (int i = 0; i < count; i++) {
            took[i] = ends[i] - begins[i];
            behind[i] = ends[i] - Math.max(begins[i], provider.lastEndNanos());
        }
        long first = Arrays.stream(begins).min().orElseThrow();
        long last = Arrays.stream(ends).max().orElseThrow();
        return new Outcome(calls, millis(took, 50), millis(took, 99), millis(behind, 99), (last - first) / 1e6);
    }

    private static double millis(long[] nanos, int percent) {
        Arrays.sort(nanos);
        return nanos[nanos.length * percent / 100] / 1e6;
    }

    /** Asks, as the woven method does, and waits for the answer. */
    private void asked(String question) throws Exception {
        Object handed = called(question);
        if (handed instanceof CompletableFuture<?> future) {
            future.get();
        } else if (handed instanceof Flow.Publisher<?> publisher) {
            taken(publisher).get();
        } else if (handed instanceof Iterator<?> parts) {
            parts.forEachRemaining(part -> {});
        }
    }

    private @Nullable Object called(String question) throws Exception {
        Lookup found = engine.enter(method, provider, new Object[] {question});
        if (found instanceof Hit hit) {
            return hit.value();
        }
        Object result = real.invoke(provider, question);
        if (found instanceof Assembly assembly) {
            return engine.assembled(assembly, result);
        }
        if (found instanceof Miss miss) {
            return engine.exit(miss, result, /* thrown= */ null);
        }
        throw new IllegalStateException("the call is bypassed");
    }

    private static <T> CompletableFuture<T> taken(Flow.Publisher<T> publisher) {
        CompletableFuture<T> taken = new CompletableFuture<>();
        publisher.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(T element) {
                taken.complete(element);
            }

            @Override
            public void onError(Throwable thrown) {
                taken.completeExceptionally(thrown);
            }

            @Override
            public void onComplete() {}
        });
        return taken;
    }

    @Override
    public void close() {
        engine.close();
    }
}
