package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Assembly;
import dev.reprise.engine.Lookup.Calling;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.Replay;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An entry of an answer in parts can no more hold what its call was given than that of a value. */
class GivenPartsTest {

    private static final String COUNT_ALL = "key: { ignore: [] }";

    @TempDir
    Path folder;

    private Engine engine;

    /** Whoever asks; can be changed. */
    static final class User {
        String name = "";
    }

    /** Two parts, of which the second may hold what the call was given. */
    record Part(String text, Object held) {}

    static final class Service {
        Stream<Part> stream(String question, Object user) {
            return parts(question, user).stream();
        }

        Iterator<Part> iterator(String question, Object user) {
            return parts(question, user).iterator();
        }

        Iterable<Part> iterable(String question, Object user) {
            List<Part> parts = parts(question, user);
            return () -> parts.iterator();
        }

        Flow.Publisher<Part> flow(String question, Object user) {
            return JdkFlowAdapter.publisherToFlowPublisher(flux(question, user));
        }

        Flux<Part> flux(String question, Object user) {
            return Flux.fromIterable(parts(question, user));
        }

        Mono<Part> mono(String question, Object user) {
            return Mono.just(new Part(question, user));
        }

        void argument(String question, Object user, Consumer<Part> parts) {
            parts(question, user).forEach(parts);
        }

        Part result(String question, Object user, Consumer<Part> parts) {
            parts.accept(new Part("a", ""));
            return new Part("whole", user);
        }

        private static List<Part> parts(String question, Object user) {
            return List.of(new Part(question, ""), new Part(question, user));
        }
    }

    /** Changed while its answers come. */
    static final class Texts {
        Object busy;

        Stream<String> texts(String question) {
            return Stream.of(question);
        }
    }

    static Stream<String> names() {
        return Stream.of("stream", "iterator", "iterable", "flow", "flux", "mono", "argument", "result");
    }

    @BeforeEach
    void open() throws Exception {
        FixedClock clock = new FixedClock();
        engine = new Engine(load("mode: on"), (module, name) -> {}, clock, clock::nanos);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest
    @MethodSource("names")
    void nobodyGetsTheArgumentOfAnother(String name) throws Exception {
        Method real = real(Service.class, name);
        CachedMethod method = method(real, "key: { ignore: [\"1\"] }");
        User alice = new User();
        User bob = new User();

        List<Part> first = call(real, method, alice);
        List<Part> second = call(real, method, bob);

        assertThat(last(first).held()).isSameAs(alice);
        assertThat(last(second).held()).isSameAs(bob);
        assertThat(engine.figures().get(0).whyNone()).contains("is not in its key");
    }

    @ParameterizedTest
    @MethodSource("names")
    void nobodyGetsACopyOfWhatHeGaveAndCouldChange(String name) throws Exception {
        Method real = real(Service.class, name);
        CachedMethod method = method(real, COUNT_ALL);
        User given = new User();

        call(real, method, given);
        List<Part> second = call(real, method, given);

        assertThat(last(second).held()).isSameAs(given);
        assertThat(engine.figures().get(0).whyNone()).contains("could only hold a copy of it");
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatNobodyCanChangeIsKept(String name) throws Exception {
        Method real = real(Service.class, name);
        CachedMethod method = method(real, COUNT_ALL);

        List<Part> first = call(real, method, "someone");
        List<Part> second = call(real, method, "someone");

        assertThat(second).isEqualTo(first).isNotEmpty();
        assertThat(method.outcomes().figures(name, "default").hits()).isEqualTo(1);
    }

    @Test
    void textsAreNotComparedWithWhatTheCallWasGiven() throws Exception {
        CachedMethod texts = method(real(Texts.class, "texts"), COUNT_ALL);
        Texts service = new Texts();
        Miss miss = (Miss) engine.enter(texts, service, new Object[] {"q"});
        Stream<?> handed = (Stream<?>)
                engine.exit(miss, Stream.of("a", "b").peek(part -> service.busy = Thread.currentThread()), null);

        handed.onClose(() -> {}).forEach(part -> service.busy = null);

        assertThat(engine.enter(texts, new Texts(), new Object[] {"q"})).isInstanceOf(Hit.class);
    }

    /** Does what a woven method does, and returns what its caller got. */
    private List<Part> call(Method real, CachedMethod method, Object user) throws Exception {
        Service service = new Service();
        List<Part> got = new ArrayList<>();
        Consumer<Part> consumer = got::add;
        Object[] arguments =
                real.getParameterCount() == 2 ? new Object[] {"q", user} : new Object[] {"q", user, consumer};
        Lookup found = engine.enter(method, service, arguments);
        if (found instanceof Calling calling) {
            arguments[2] = calling.callback().callback();
            Object result = real.invoke(service, arguments);
            engine.exit(calling, result, null);
            add(result, got);
        } else if (found instanceof Replay replay) {
            add(replay.replay().call(), got);
        } else if (found instanceof Hit hit) {
            drain(hit.value(), consumer);
        } else if (found instanceof Assembly assembly) {
            drain(engine.assembled(assembly, real.invoke(service, arguments)), consumer);
        } else {
            drain(engine.exit((Miss) found, real.invoke(service, arguments), null), consumer);
        }
        return got;
    }

    private static void add(Object result, List<Part> got) {
        if (result != null) {
            got.add((Part) result);
        }
    }

    private static Part last(List<Part> parts) {
        return parts.get(parts.size() - 1);
    }

    @SuppressWarnings("unchecked")
    private static void drain(Object handed, Consumer<Part> consumer) {
        if (handed instanceof Stream<?> stream) {
            ((Stream<Part>) stream).forEach(consumer);
        } else if (handed instanceof Iterator<?> iterator) {
            ((Iterator<Part>) iterator).forEachRemaining(consumer);
        } else if (handed instanceof Iterable<?> iterable) {
            ((Iterable<Part>) iterable).forEach(consumer);
        } else if (handed instanceof Flow.Publisher<?> publisher) {
            JdkFlowAdapter.flowPublisherToFlux((Flow.Publisher<Part>) publisher)
                    .doOnNext(consumer)
                    .blockLast();
        } else {
            Flux.from((Publisher<Part>) handed).doOnNext(consumer).blockLast();
        }
    }

    private static Method real(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private CachedMethod method(Method real, String setting) throws Exception {
        String type = real.getDeclaringClass().getName();
        List<String> lines = new ArrayList<>(List.of("methods:", "  - method: " + type + "#" + real.getName()));
        lines.add("    allow: [dev.reprise.]");
        lines.add("    " + setting);
        if (real.getParameterCount() == 3) {
            lines.add("    callback: { argument: 2 }");
        }
        return engine.method(
                new Target(real, type, List.of("question", "user", "parts")),
                load(lines.toArray(String[]::new)).methods().get(0));
    }

    private Configuration load(String... lines) throws Exception {
        Path file = Files.createTempFile(folder, "reprise", ".yaml");
        Files.writeString(file, String.join("\n", lines) + "\nhome: " + folder.resolve("home"));
        return ConfigurationLoader.load(
                file.toString(), new ProcessContext(Map.of(), Map.of(), folder.toFile()), List.of());
    }
}
