package dev.reprise.engine;

import com.openai.core.http.AsyncStreamResponse;
import dev.reprise.engine.Lookup.Assembly;
import dev.reprise.engine.Lookup.Calling;
import dev.reprise.engine.Lookup.Failed;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.Reduced;
import dev.reprise.engine.Lookup.Replay;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A service with methods whose answers come later, called as if they were woven. */
final class WovenLater implements AutoCloseable {

    /** The methods, which call what they are told to call. */
    @SuppressWarnings({"unused", "unchecked"})
    static final class Service {

        private transient WovenLater woven;

        /** A part of the key, as the fields of receivers are. */
        volatile int asked;

        CompletableFuture<String> later(String question) {
            return (CompletableFuture<String>) woven.called("later", question);
        }

        Future<String> sometime(String question) {
            return (Future<String>) woven.called("sometime", question);
        }

        CompletableFuture<String> laterOf(List<String> questions) {
            return (CompletableFuture<String>) woven.called("laterOf", questions);
        }

        Flux<String> many(String question) {
            return (Flux<String>) woven.called("many", question);
        }

        Mono<String> one(String question) {
            return (Mono<String>) woven.called("one", question);
        }

        String answer(String question) {
            return (String) woven.called("answer", question);
        }

        Iterator<String> words(String question) {
            return (Iterator<String>) woven.called("words", question);
        }

        Stream<String> stream(String question) {
            return (Stream<String>) woven.called("stream", question);
        }

        Iterable<String> list(String question) {
            return (Iterable<String>) woven.called("list", question);
        }

        AsyncStreamResponse<String> streamed(String question) {
            return (AsyncStreamResponse<String>) woven.called("streamed", question);
        }

        void tell(String question, Listener listener) {
            woven.called("tell", question, listener);
        }

        String chat(String question, Consumer<String> tokens) {
            return (String) woven.called("chat", question, tokens);
        }

        List<String> embed(List<String> texts) {
            return (List<String>) woven.called("embed", texts);
        }

        CompletableFuture<List<String>> embedLater(List<String> texts) {
            return (CompletableFuture<List<String>>) woven.called("embedLater", texts);
        }
    }

    /** What is told an answer. */
    interface Listener {
        void part(String text);

        void end();

        void failed(Throwable thrown);
    }

    /** The futures that bodies returned, in the order of the real calls. */
    final List<CompletableFuture<String>> futures = new CopyOnWriteArrayList<>();

    /** What subscribers get of the real publishers, in the order of the subscriptions. */
    final List<Sinks.Many<String>> sinks = new CopyOnWriteArrayList<>();

    final Service service = new Service();
    final Engine engine;
    private final Path folder;
    final Map<String, CachedMethod> methods = new java.util.concurrent.ConcurrentHashMap<>();

    /** What the body of a method does. */
    volatile Function<Object, Object> later = question -> {
        CompletableFuture<String> future = new CompletableFuture<>();
        futures.add(future);
        return future;
    };

    volatile Function<Object, Object> many = question -> Flux.defer(() -> {
        Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();
        sinks.add(sink);
        return sink.asFlux();
    });

    /** What the body of another method does with its arguments. */
    volatile Function<Object[], Object> called = arguments -> null;

    /**
     * @param setting of the file
     */
    WovenLater(Path folder, String setting) throws Exception {
        this(folder, setting, InstantSource.system());
    }

    WovenLater(Path folder, String setting, InstantSource clock) throws Exception {
        this(folder, setting, "disk: off", clock);
    }

    /**
     * @param setting of the file
     * @param tiers of the file, too
     */
    WovenLater(Path folder, String setting, String tiers) throws Exception {
        this(folder, setting, tiers, InstantSource.system());
    }

    private WovenLater(Path folder, String setting, String tiers, InstantSource clock) throws Exception {
        this.folder = folder;
        this.engine = new Engine(load(folder, tiers, setting), (module, name) -> {}, clock, nanos(clock));
        service.woven = this;
    }

    private static LongSupplier nanos(InstantSource clock) {
        return clock instanceof FixedClock fixed ? fixed::nanos : System::nanoTime;
    }

    /** Lets equal calls of a method share one real call, as the user says. */
    WovenLater with(String name, String settings) throws Exception {
        for (Method method : Service.class.getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                String rule = "methods: [ { method: " + Service.class.getName() + "#" + name + ", " + settings + " } ]";
                Target target = new Target(method, Service.class.getName(), names(method));
                methods.put(
                        name,
                        engine.method(
                                target,
                                load(folder, "disk: off", rule).methods().get(0)));
            }
        }
        return this;
    }

    private static List<String> names(Method method) {
        return List.of("question", "callback").subList(0, method.getParameterCount());
    }

    private static Configuration load(Path folder, String tiers, String... lines) throws Exception {
        Path file = Files.createTempFile(folder, "reprise", ".yaml");
        Files.writeString(file, String.join("\n", lines) + "\ntiers: { " + tiers + " }\n");
        return ConfigurationLoader.load(
                file.toString(), new ProcessContext(Map.of(), Map.of(), folder.toFile()), List.of());
    }

    private Object called(String name, Object... arguments) {
        Lookup found = engine.enter(methods.get(name), service, arguments);
        if (found instanceof Hit hit) {
            return hit.value();
        }
        if (found instanceof Replay replay) {
            return replayed(replay);
        }
        if (found instanceof Failed failed) {
            if (failed.handed() != null) {
                return failed.handed();
            }
            throw (RuntimeException) failed.failure();
        }
        if (found instanceof Calling calling) {
            arguments[calling.argument()] = calling.callback().callback();
        }
        if (found instanceof Reduced reduced) {
            arguments[reduced.argument()] = reduced.others();
        }
        Object result = null;
        RuntimeException thrown = null;
        try {
            result = body(name, arguments);
        } catch (RuntimeException failure) {
            thrown = failure;
        }
        Object handed = result;
        if (found instanceof Assembly assembly) {
            handed = engine.assembled(assembly, result);
        } else if (found instanceof Calling calling) {
            handed = engine.exit(calling, result, thrown);
        } else if (found instanceof Reduced reduced) {
            handed = engine.exit(reduced, result, thrown);
            if (handed == reduced) {
                return again(reduced);
            }
        } else if (found instanceof Miss miss) {
            handed = engine.exit(miss, result, thrown);
        }
        if (thrown != null && handed instanceof Hit instead) {
            return instead.value() instanceof Replay replay ? replayed(replay) : instead.value();
        }
        if (thrown != null) {
            throw thrown;
        }
        return handed;
    }

    private static Object replayed(Replay replay) {
        try {
            return replay.replay().call();
        } catch (RuntimeException thrown) {
            throw thrown;
        } catch (Exception thrown) {
            throw new AssertionError(thrown);
        }
    }

    private static Object again(Reduced reduced) {
        try {
            return reduced.call();
        } catch (RuntimeException thrown) {
            throw thrown;
        } catch (Exception thrown) {
            throw new AssertionError(thrown);
        }
    }

    private Object body(String name, Object... arguments) {
        return switch (name) {
            case "later", "sometime", "laterOf", "embedLater" -> later.apply(arguments[0]);
            case "many" -> many.apply(arguments[0]);
            case "one" -> ((Flux<?>) many.apply(arguments[0])).next();
            default -> called.apply(arguments);
        };
    }

    Figures figures() {
        return engine.figures().get(0).figures();
    }

    static void eventually(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(1_000_000);
            if (Thread.interrupted()) {
                throw new AssertionError("in vain");
            }
        }
    }

    static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    List<CompletableFuture<String>> callLater(int times, String question) {
        List<CompletableFuture<String>> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.add(service.later(question));
        }
        return all;
    }

    @Override
    public void close() {
        engine.close();
    }
}
