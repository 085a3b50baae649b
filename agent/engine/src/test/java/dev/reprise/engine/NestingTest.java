package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.Lookup.Assembly;
import dev.reprise.engine.Lookup.Bypass;
import dev.reprise.engine.Lookup.Calling;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.Passing;
import dev.reprise.engine.Lookup.Replay;
import dev.reprise.engine.config.CatalogueSource;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.ProcessContext;
import java.io.ByteArrayInputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Clients over clients: a framework over an SDK, an SDK's method over another. */
class NestingTest {

    @TempDir
    Path folder;

    private final Configuration[] read = new Configuration[1];
    private Engine engine;
    private int requests;

    /** A framework and the SDK below it; what they do, each test says. */
    static final class Clients {
        String framework(String question) {
            return question;
        }

        String frameworkBelow(String question) {
            return question;
        }

        void streaming(String question, Consumer<String> handler) {}

        Mono<String> reactive(String question) {
            return Mono.empty();
        }

        String sdk(String question) {
            return question;
        }

        Mono<String> sdkReactive(String question) {
            return Mono.empty();
        }

        String users(String question) {
            return question;
        }
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void whatAClientAsksOfAnotherIsNeitherKeptNorCounted() throws Exception {
        engine = engine("clients: on");

        assertThat(call("framework", "a", this::sdk)).isEqualTo("answer 1");
        assertThat(call("framework", "a", this::sdk)).isEqualTo("answer 1");

        assertThat(requests).isEqualTo(1);
        assertThat(figures("framework").stored()).isEqualTo(1);
        assertThat(figures("framework").hits()).isEqualTo(1);
        assertThat(figures("sdk").calls()).isZero();
        assertThat(sdk()).isEqualTo("answer 2");
    }

    @Test
    void afterTheEndOfACallTheNextOneIsLookedUpHoweverItEnded() throws Exception {
        engine = engine("clients: on");

        call("framework", "a", this::sdk);
        assertThatThrownBy(() -> call("framework", "b", () -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        sdk();

        assertThat(sdk()).isEqualTo("answer 2");
        assertThat(figures("sdk").hits()).isEqualTo(1);
    }

    @Test
    void clientsInsideOfEachOtherAreAllPartsOfTheOutermost() throws Exception {
        engine = engine("clients: on");

        call("framework", "a", () -> {
            call("framework", "b", this::sdk);
            return sdk();
        });

        assertThat(requests).isEqualTo(2);
        assertThat(figures("framework").calls()).isEqualTo(1);
        assertThat(figures("sdk").calls()).isZero();
    }

    @Test
    void aCallThatIsItselfBypassedStandsForNone() throws Exception {
        engine = engine("clients: on");
        Callable<Object> body = this::sdk;

        for (int i = 0; i < 2; i++) {
            call("framework", new Thread(), body);
        }

        assertThat(requests).isEqualTo(1);
        assertThat(figures("sdk").hits()).isEqualTo(1);
    }

    @Test
    void whatIsBypassedInAClientIsBypassedInWhatIsBelowItOfTheSameClient() throws Exception {
        engine = engine("clients: on");

        for (int i = 0; i < 2; i++) {
            call("framework", new Thread(), () -> call("frameworkBelow", "q", this::sdk));
        }

        assertThat(figures("framework").bypasses()).isEqualTo(2);
        assertThat(figures("frameworkBelow").calls()).isZero();
        assertThat(figures("sdk").hits()).isEqualTo(1);
    }

    @Test
    void whatTheUserWantsOfACallHoldsForAllClientsBelowIt() throws Exception {
        engine = engine("clients: on");
        List<String> wishes = List.of(
                "per-tenant: required",
                "rollout: 0%",
                "deterministic-only: true\n    temperature: [\"0\"]",
                "per-tenant: required\n    mode: on");
        for (String wish : wishes) {
            MethodRule wished = rule(wish, "framework").on(rule("framework"));
            CachedMethod method = method("framework", wished);
            for (int i = 0; i < 2; i++) {
                call(method, "a", () -> call("frameworkBelow", "q", this::sdk));
            }
        }

        assertThat(requests).isEqualTo(2 * wishes.size());
        assertThat(figures("frameworkBelow").calls()).isZero();
        assertThat(figures("sdk").calls()).isZero();
        assertThat(sdk()).isEqualTo(sdk());
    }

    @Test
    void whatIsOffIsOffBelowItInTheSameClient() throws Exception {
        engine = engine("clients: on");
        MethodRule off = rule("mode: off", "framework").on(rule("framework"));

        call(method("framework", off), "a", () -> call("frameworkBelow", "q", this::sdk));

        assertThat(figures("frameworkBelow").calls()).isZero();
        assertThat(figures("sdk").stored()).isEqualTo(1);
    }

    @Test
    void whatTheUserWantsOfAPublisherHoldsForAllThatItAsks() throws Exception {
        engine = engine("clients: on");
        CachedMethod method =
                method("reactive", rule("per-tenant: required", "reactive").on(rule("reactive")));
        Callable<Object> over = () -> Mono.defer(() -> (Mono<?>) call("sdkReactive", "q", this::asked))
                .subscribeOn(Schedulers.boundedElastic());

        for (int i = 0; i < 2; i++) {
            ((Mono<?>) call(method, "a", over)).block();
        }

        assertThat(requests).isEqualTo(2);
        assertThat(figures("sdkReactive").calls()).isZero();
    }

    @Test
    void aMethodOfTheServiceAroundAClientStandsForNone() throws Exception {
        engine = engine("clients: on");

        call("users", "a", this::sdk);

        assertThat(sdk()).isEqualTo("answer 1");
        assertThat(figures("users").stored()).isEqualTo(1);
        assertThat(figures("sdk").stored()).isEqualTo(1);
    }

    @Test
    void aClientsMethodThatTheUserNamedIsAClientsAllTheSame() throws Exception {
        engine = engine("clients: on");
        MethodRule named = rule("users").on(rule("framework"));
        CachedMethod method = method("framework", named);

        call(method, "a", this::sdk);
        call(method, "a", this::sdk);

        assertThat(requests).isEqualTo(1);
        assertThat(figures("sdk").calls()).isZero();
    }

    @Test
    void callsOfOtherThreadsAreTheirOwn() throws Exception {
        engine = engine("clients: on");

        call("framework", "a", () -> CompletableFuture.supplyAsync(this::sdk).get());

        assertThat(figures("sdk").stored()).isEqualTo(1);
    }

    @Test
    void whatTheServiceAsksWhereItIsCalledBackIsItsOwn() throws Exception {
        engine = engine("clients: on");
        List<Object> heard = new ArrayList<>();

        callBack(part -> heard.add(sdk()), handler -> {
            sdk();
            handler.accept("part");
            sdk();
        });

        assertThat(heard).containsExactly("answer 2");
        assertThat(sdk()).isEqualTo("answer 2");
        assertThat(figures("sdk").stored()).isEqualTo(1);
    }

    @Test
    void aReactiveClientIsAPartOfTheOneThatSubscribesOnWhateverThread() throws Exception {
        engine = engine("clients: on");
        Callable<Object> over = () -> Mono.defer(() -> (Mono<?>) call("sdkReactive", "q", this::asked))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(first ->
                        ((Mono<?>) call("sdkReactive", "r", this::asked)).map(second -> first + ", " + second));

        Object first = ((Mono<?>) call("reactive", "a", over)).block();
        Object second = ((Mono<?>) call("reactive", "a", over)).block();

        assertThat(second).isEqualTo(first).isEqualTo("answer 1, answer 2");
        assertThat(requests).isEqualTo(2);
        assertThat(figures("reactive").stored()).isEqualTo(1);
        assertThat(figures("sdkReactive").calls()).isZero();
    }

    @Test
    void aClientThatIsAskedAtTheSubscriptionIsAPartToo() throws Exception {
        engine = engine("clients: on");

        Object answer = ((Mono<?>) call("reactive", "a", () -> Mono.defer(() -> Mono.just(sdk())))).block();

        assertThat(answer).isEqualTo("answer 1");
        assertThat(figures("reactive").stored()).isEqualTo(1);
        assertThat(figures("sdk").calls()).isZero();
    }

    @Test
    void whatTheServiceDoesWithWhatItGetsIsItsOwn() throws Exception {
        engine = engine("clients: on");
        Callable<Object> client = () -> Mono.just("a");

        Object block = Flux.from((Mono<?>) call("reactive", "a", client))
                .map(got -> sdk())
                .flatMap(got -> (Mono<?>) call("sdkReactive", "q", this::asked))
                .blockLast();

        assertThat(block).isEqualTo("answer 2");
        assertThat(figures("sdk").stored()).isEqualTo(1);
        assertThat(figures("sdkReactive").stored()).isEqualTo(1);
    }

    @Test
    void observedCallsAreCountedOnce() throws Exception {
        engine = engine("clients: observe");

        for (int i = 0; i < 2; i++) {
            call("framework", "a", this::sdk);
        }

        assertThat(figures("framework").observed()).isEqualTo(2);
        assertThat(figures("framework").repeated()).isEqualTo(1);
        assertThat(figures("sdk").calls()).isZero();
    }

    @Test
    void whereOnlyTheLowerClientIsOnItIsServedAndTheUpperNotObserved() throws Exception {
        engine = engine("clients: { sdk: on }");

        for (int i = 0; i < 2; i++) {
            assertThat(call("framework", "a", this::sdk)).isEqualTo("answer 1");
        }

        assertThat(figures("framework").observed()).isZero();
        assertThat(figures("sdk").hits()).isEqualTo(1);
    }

    @Test
    void whereOnlyTheUpperClientIsOnItIsServedAndTheLowerNotObserved() throws Exception {
        engine = engine("clients: { framework: on }");

        for (int i = 0; i < 2; i++) {
            assertThat(call("framework", "a", this::sdk)).isEqualTo("answer 1");
        }

        assertThat(figures("framework").hits()).isEqualTo(1);
        assertThat(figures("sdk").calls()).isZero();
    }

    @Test
    void aCallWhoseEndIsNotToldIsForgotten() throws Exception {
        engine = engine("clients: on");
        sdk();

        beginOnly();
        for (int i = 0; i < 100 && figures("sdk").hits() == 0; i++) {
            System.gc();
            sdk();
        }

        assertThat(figures("sdk").hits()).isPositive();
    }

    private void beginOnly() throws Exception {
        assertThat(engine.enter(method("framework"), new Clients(), new Object[] {"a"}))
                .isInstanceOf(Miss.class);
    }

    private Object sdk() {
        try {
            return call("sdk", "q", () -> "answer " + ++requests);
        } catch (Exception failure) {
            throw new CompletionException(failure);
        }
    }

    private Mono<String> asked() {
        return Mono.fromCallable(() -> "answer " + ++requests);
    }

    private Object call(String name, Object argument, Callable<Object> body) {
        return call(method(name), argument, body);
    }

    /** As a woven method does. */
    private Object call(CachedMethod method, Object argument, Callable<Object> body) {
        Lookup found = engine.enter(method, new Clients(), new Object[] {argument});
        if (found instanceof Hit hit) {
            return hit.value();
        }
        Object result;
        try {
            result = body.call();
        } catch (Exception thrown) {
            end(found, null, thrown);
            throw new IllegalStateException(thrown.getMessage(), thrown);
        }
        return end(found, result, null);
    }

    private Object end(Lookup found, Object result, Throwable thrown) {
        if (found instanceof Assembly assembly) {
            return engine.assembled(assembly, result);
        }
        if (found instanceof Passing passing) {
            engine.exit(passing);
            return result;
        }
        return found instanceof Bypass ? result : engine.exit((Miss) found, result, thrown);
    }

    private void callBack(Consumer<String> handler, Consumer<Consumer<String>> body) throws Exception {
        Lookup found = engine.enter(method("streaming"), new Clients(), new Object[] {"a", handler});
        assertThat(found).isNotInstanceOf(Replay.class);
        Calling calling = (Calling) found;
        @SuppressWarnings("unchecked")
        Consumer<String> recorded = (Consumer<String>) calling.callback().callback();
        body.accept(recorded);
        engine.exit(calling, null, null);
    }

    private Figures figures(String method) {
        return engine.figures().stream()
                .map(Engine.MethodFigures::figures)
                .filter(figures -> figures.method().endsWith("#" + method))
                .findFirst()
                .orElse(new Figures(method, "", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    private Engine engine(String clients) throws Exception {
        Path file = folder.resolve("reprise.yaml");
        Files.writeString(
                file,
                clients + "\nhome: " + folder.resolve("home") + "\ntiers: { disk: off }\nmethods:\n  - method: "
                        + name("users") + "\n");
        read[0] = ConfigurationLoader.load(
                file.toString(),
                new ProcessContext(Map.of(), Map.of(), folder.toFile()),
                List.of(
                        source(
                                "framework",
                                name("framework"),
                                name("frameworkBelow"),
                                name("streaming") + "\n    callback: { argument: 1 }",
                                name("reactive")),
                        source("sdk", name("sdk"), name("sdkReactive"))));
        return new Engine(read[0], (module, packageName) -> {}, new FixedClock(), System::nanoTime);
    }

    private static CatalogueSource source(String client, String... methods) {
        StringBuilder yaml = new StringBuilder("client: " + client + "\nmethods:\n");
        for (String method : methods) {
            yaml.append("  - method: ").append(method).append('\n');
        }
        byte[] content = yaml.toString().getBytes(StandardCharsets.UTF_8);
        return CatalogueSource.yaml(client, () -> new ByteArrayInputStream(content));
    }

    private static String name(String method) {
        return Clients.class.getName() + "#" + method;
    }

    /** A rule of the user's. */
    private MethodRule rule(String wish, String method) throws Exception {
        Path file = folder.resolve("wish.yaml");
        Files.writeString(file, "methods:\n  - method: " + name(method) + "\n    " + wish + "\n");
        return ConfigurationLoader.load(
                        file.toString(), new ProcessContext(Map.of(), Map.of(), folder.toFile()), List.of())
                .methods()
                .get(0);
    }

    private MethodRule rule(String method) {
        return read[0].methods().stream()
                .filter(rule -> rule.pattern().text().equals(name(method)))
                .findFirst()
                .orElseThrow();
    }

    private CachedMethod method(String name) {
        return method(name, rule(name));
    }

    private CachedMethod method(String name, MethodRule rule) {
        Method method = Arrays.stream(Clients.class.getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return engine.method(new Target(method, Clients.class.getName(), List.of()), rule);
    }
}
