package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.Lookup.Assembly;
import dev.reprise.engine.Lookup.Calling;
import dev.reprise.engine.Lookup.Failed;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.StaleHit;
import dev.reprise.engine.log.AgentLog;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How calls fail as equal ones did before, whose methods tell of that later. */
class LaterNegativesTest extends ReopenedEngines {

    private static final String RULE =
            "ttl: 1h, negative-ttl: 30s, negative-exceptions: [java.util.NoSuchElementException, java.net.http.HttpConnectTimeoutException]";

    static final class Desk {

        CompletableFuture<String> later(String question) {
            return CompletableFuture.completedFuture(question);
        }

        Future<String> sometime(String question) {
            return later(question);
        }

        Mono<String> cold(String question) {
            return Mono.just(question);
        }

        Flux<String> parts(String question) {
            return Flux.just(question);
        }

        String tell(String question, Consumer<String> tokens) {
            return question;
        }
    }

    private final Desk desk = new Desk();
    private final NoSuchElementException gone = new NoSuchElementException("no document");

    private CachedMethod desk(String name, String more) throws Exception {
        open("", "answer");
        String type = Desk.class.getName();
        Class<?>[] parameters =
                name.equals("tell") ? new Class<?>[] {String.class, Consumer.class} : new Class<?>[] {String.class};
        return engine.method(
                new Target(Desk.class.getDeclaredMethod(name, parameters), type, List.of("question", "tokens")),
                load("methods:\n  - { method: " + type + "#" + name + ", " + RULE + more + " }")
                        .methods()
                        .get(0));
    }

    private Lookup begin(CachedMethod method) {
        return engine.enter(method, desk, new Object[] {"q"});
    }

    private static Throwable failure(Object handed) {
        return ((CompletableFuture<?>) handed)
                .handle((answer, thrown) -> thrown)
                .join();
    }

    @Test
    void aFutureFailsAsAnotherDid() throws Exception {
        CachedMethod later = desk("later", "");
        CompletableFuture<String> real = new CompletableFuture<>();
        Object handed = engine.exit((Miss) begin(later), real, null);
        real.completeExceptionally(gone);
        assertThat(failure(handed)).isSameAs(gone);

        clock.advance(Duration.ofSeconds(29));
        Throwable second = failure(((Failed) begin(later)).handed());
        Throwable third = failure(((Failed) begin(later)).handed());
        clock.advance(Duration.ofSeconds(1));

        assertThat(second)
                .isExactlyInstanceOf(NoSuchElementException.class)
                .hasMessage("no document")
                .isNotSameAs(gone)
                .isNotSameAs(third);
        assertThat(begin(later)).isInstanceOf(Miss.class);
    }

    @Test
    void aFutureThatDependsOnAnotherFailsAsItDid() throws Exception {
        CachedMethod later = desk("later", "");
        CompletableFuture<String> first = CompletableFuture.failedFuture(gone);
        engine.exit((Miss) begin(later), first.thenApply(answer -> answer + "."), null);

        CompletableFuture<?> second = (CompletableFuture<?>) ((Failed) begin(later)).handed();

        assertThatThrownBy(second::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isExactlyInstanceOf(NoSuchElementException.class)
                .isNotSameAs(gone);
    }

    @Test
    void whatIsThrownInsteadOfReturnedIsNotToldByAFuture() throws Exception {
        CachedMethod later = desk("later", "");

        engine.exit((Miss) begin(later), null, gone);

        assertThat(begin(later)).isInstanceOf(Miss.class);
    }

    @Test
    void aFutureThatWasCancelledOrAnsweredIsNothingToRemember() throws Exception {
        CachedMethod later = desk("later", "");
        CompletableFuture<?> handed =
                (CompletableFuture<?>) engine.exit((Miss) begin(later), new CompletableFuture<>(), null);
        handed.cancel(true);
        assertThat(begin(later)).isInstanceOf(Miss.class);

        engine.exit((Miss) begin(later), CompletableFuture.failedFuture(new IllegalStateException()), null);
        assertThat(begin(later)).isInstanceOf(Miss.class);
    }

    private Object subscribed(CachedMethod method, Object real) {
        return engine.assembled((Assembly) begin(method), real);
    }

    @Test
    void aPublisherFailsAsAnotherDidWithoutAskingIt() throws Exception {
        CachedMethod cold = desk("cold", "");
        Mono<?> failing = (Mono<?>) subscribed(cold, Mono.error(gone));
        assertThatThrownBy(failing::block).isSameAs(gone);

        List<String> asked = new ArrayList<>();
        Mono<?> second = (Mono<?>) subscribed(cold, Mono.fromCallable(() -> {
            asked.add("asked");
            return "there";
        }));

        assertThatThrownBy(second::block)
                .isExactlyInstanceOf(NoSuchElementException.class)
                .hasMessage("no document")
                .isNotSameAs(gone);
        assertThat(asked).isEmpty();
        clock.advance(Duration.ofSeconds(30));
        assertThat(second.block()).isEqualTo("there");
    }

    @Test
    void aPublisherThatFailedAfterAPartIsNothingToRemember() throws Exception {
        CachedMethod parts = desk("parts", "");
        Flux<?> failing = (Flux<?>) subscribed(parts, Flux.concat(Flux.just("a"), Flux.error(gone)));
        assertThatThrownBy(() -> failing.collectList().block()).isSameAs(gone);

        assertThat(((Flux<?>) subscribed(parts, Flux.just("b"))).collectList().block())
                .isEqualTo(List.of("b"));
    }

    @Test
    void aMethodThatCallsBackFailsAsAnotherDid() throws Exception {
        CachedMethod tell = desk("tell", ", callback: { argument: 1 }");
        Consumer<String> tokens = token -> {};
        engine.exit((Calling) engine.enter(tell, desk, new Object[] {"q", tokens}), null, gone);

        Lookup.Replay second = (Lookup.Replay) engine.enter(tell, desk, new Object[] {"q", tokens});

        assertThatThrownBy(() -> second.replay().call())
                .isExactlyInstanceOf(NoSuchElementException.class)
                .isNotSameAs(gone);
    }

    @Test
    void whatAnEntryAnswersIsNotRememberedAsAFailure() throws Exception {
        HttpConnectTimeoutException refused = new HttpConnectTimeoutException("nobody there");
        refused.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("jdk.internal.net.http.HttpClientImpl", "send", "HttpClientImpl.java", 1)
        });
        CachedMethod method = open(
                "",
                "answer",
                "ttl: 1h",
                "stale-if-error: 1h",
                "negative-ttl: 30s",
                "negative-exceptions: [java.net.http.HttpConnectTimeoutException]");
        store(method, "recorded");
        clock.advance(Duration.ofMinutes(61));

        assertThat(fail(method, refused)).isInstanceOf(StaleHit.class);
        assertThat(fail(method, refused)).isInstanceOf(StaleHit.class);
        clock.advance(Duration.ofMinutes(60));
        assertThat(fail(method, refused)).isNull();
        assertThat(enter(method)).isInstanceOf(Failed.class);
    }

    @Test
    void aUserIsToldWhereItDoesNotHold() throws Exception {
        desk("sometime", "");

        assertThat(AgentLog.last()).anyMatch(line -> line.contains("Desk#sometime goes without negative-ttl, because"));
    }
}
