package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup.Evicting;
import dev.reprise.engine.Lookup.Hit;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationLoader;
import dev.reprise.engine.config.ProcessContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Methods whose success makes entries stale. */
class EvictorsTest {

    @TempDir
    Path folder;

    private Engine engine;
    private CachedMethod answer;

    /** Never called: what its methods return is told. */
    static final class Service {
        String answer(String question) {
            return question;
        }

        void change() {}

        int changed() {
            return 1;
        }

        CompletableFuture<String> later() {
            return new CompletableFuture<>();
        }

        Flow.Publisher<String> published() {
            return new SubmissionPublisher<>();
        }

        Stream<String> pulled() {
            return Stream.of();
        }
    }

    @BeforeEach
    void begin() throws Exception {
        engine = new Engine(load("on", ""), (module, name) -> {}, new FixedClock(), System::nanoTime);
        answer = method("answer", "scope: answers, tags: [news]");
        Miss miss = (Miss) engine.enter(answer, new Service(), new Object[] {"q"});
        engine.exit(miss, "a", null);
        assertThat(isServed()).isTrue();
    }

    @AfterEach
    void end() {
        engine.close();
    }

    @ParameterizedTest
    @CsvSource({
        "evicts: { tags: [news] }, true",
        "'evicts: { scopes: [other, answers] }', true",
        "'evicts: { tags: [other], scopes: [answers] }', true",
        "'evicts: { tags: [answers], scopes: [news] }', false"
    })
    void whatReturnsEvictsWhatItsRuleNames(String rule, boolean evicted) throws Exception {
        Evicting evicting = entered("change", rule);
        assertThat(isServed()).isTrue();

        assertThat(engine.exit(evicting, null, null)).isNull();

        assertThat(isServed()).isEqualTo(!evicted);
    }

    @Test
    void whatReturnsAValueHandsItOn() throws Exception {
        assertThat(engine.exit(entered("changed", "evicts: { tags: [news] }"), 7, null))
                .isEqualTo(7);

        assertThat(isServed()).isFalse();
    }

    @Test
    void whatThrowsEvictsNothing() throws Exception {
        engine.exit(entered("change", "evicts: { tags: [news] }"), null, new IllegalStateException());

        assertThat(isServed()).isTrue();
    }

    @Test
    void aFutureEvictsBeforeAnybodyIsToldOfItsValue() throws Exception {
        CompletableFuture<String> real = new CompletableFuture<>();
        CompletableFuture<?> handed =
                (CompletableFuture<?>) engine.exit(entered("later", "evicts: { tags: [news] }"), real, null);
        boolean[] served = {true};
        handed.thenRun(() -> served[0] = isServed());
        assertThat(isServed()).isTrue();

        real.complete("done");

        assertThat(handed.join()).isEqualTo("done");
        assertThat(served[0]).isFalse();
    }

    @Test
    void aFutureThatFailsEvictsNothing() throws Exception {
        CompletableFuture<String> real = new CompletableFuture<>();
        engine.exit(entered("later", "evicts: { tags: [news] }"), real, null);

        real.completeExceptionally(new IllegalStateException());

        assertThat(isServed()).isTrue();
    }

    @Test
    void aPublisherEvictsWhenItHasComeToItsEndAndNotBefore() throws Exception {
        SubmissionPublisher<String> real = new SubmissionPublisher<>(Runnable::run, 8);
        Flow.Publisher<?> handed =
                (Flow.Publisher<?>) engine.exit(entered("published", "evicts: { tags: [news] }"), real, null);
        boolean[] served = {true};
        handed.subscribe(new Flow.Subscriber<Object>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(Object item) {
                assertThat(item).isEqualTo("one");
            }

            @Override
            public void onError(Throwable failure) {
                throw new AssertionError(failure);
            }

            @Override
            public void onComplete() {
                served[0] = isServed();
            }
        });

        real.submit("one");
        assertThat(isServed()).isTrue();
        real.close();

        assertThat(served[0]).isFalse();
        assertThat(isServed()).isFalse();
    }

    @Test
    void aStreamEvictsWhenItHasComeToItsEnd() throws Exception {
        Stream<?> handed =
                (Stream<?>) engine.exit(entered("pulled", "evicts: { tags: [news] }"), Stream.of("one", "two"), null);
        assertThat(isServed()).isTrue();

        assertThat(handed.toArray()).containsExactly("one", "two");

        assertThat(isServed()).isFalse();
    }

    @Test
    void whatIsOffEvictsNothing() throws Exception {
        CompletableFuture<String> real = new CompletableFuture<>();

        Object handed = engine.exit(entered("later", "evicts: { tags: [news] }, mode: off"), real, null);

        assertThat(handed).isSameAs(real);
        real.complete("done");
        assertThat(isServed()).isTrue();
    }

    /** What was asked meanwhile may be stale, and whoever switched it on could not know of the call. */
    @Test
    void whatIsSwitchedOnDuringACallEvictsAtItsEnd() throws Exception {
        Evicting evicting = entered("change", "evicts: { tags: [news] }, mode: off");

        engine.standings().configure(load("on", """
                methods:
                - { method: "%1$s#answer", scope: answers, tags: [news] }
                - { method: "%1$s#change", evicts: { tags: [news] } }
                """.formatted(Service.class.getName())));
        assertThat(isServed()).isTrue();
        engine.exit(evicting, null, null);

        assertThat(isServed()).isFalse();
    }

    private Evicting entered(String name, String rule) throws Exception {
        return (Evicting) engine.enter(method(name, rule), new Service(), new Object[0]);
    }

    private boolean isServed() {
        return engine.enter(answer, new Service(), new Object[] {"q"}) instanceof Hit;
    }

    private CachedMethod method(String name, String rule) throws Exception {
        Target target = new Target(
                Arrays.stream(Service.class.getDeclaredMethods())
                        .filter(method -> method.getName().equals(name))
                        .findFirst()
                        .orElseThrow(),
                Service.class.getName(),
                List.of("question"));
        return engine.method(
                target,
                load("on", "methods: [{ method: \"" + Service.class.getName() + "#" + name + "\", " + rule + " }]")
                        .methods()
                        .get(0));
    }

    private Configuration load(String mode, String more) throws Exception {
        Path file = Files.createTempFile(folder, "reprise", ".yaml");
        Files.writeString(
                file, "mode: " + mode + "\nhome: " + folder.resolve("home") + "\ntiers: { disk: off }\n" + more + "\n");
        return ConfigurationLoader.load(
                file.toString(), new ProcessContext(Map.of(), Map.of(), folder.toFile()), List.of());
    }
}
