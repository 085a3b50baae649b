package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.core.http.AsyncStreamResponse;
import dev.reprise.engine.Lookup.Assembly;
import dev.reprise.engine.Lookup.Calling;
import dev.reprise.engine.Lookup.Failed;
import dev.reprise.engine.Lookup.Miss;
import dev.reprise.engine.Lookup.StaleHit;
import dev.reprise.engine.Streamed.Heard;
import dev.reprise.engine.log.AgentLog;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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

        void ask(String question, Listener listener) {}

        @Nullable
        AsyncStreamResponse<String> streamed(String question) {
            return null;
        }
    }

    /** What is told an answer later. */
    interface Listener {
        void part(String text);

        void end();

        void failed(Throwable failure);

        void failedAt(Throwable failure, String where);

        void gaveUp(Throwable failure);
    }

    private static final class Told implements Listener {
        final CompletableFuture<String> end = new CompletableFuture<>();
        final AtomicReference<Thread> on = new AtomicReference<>();

        @Override
        public void part(String text) {}

        @Override
        public void end() {
            end.complete("end");
        }

        @Override
        public void failed(Throwable failure) {
            on.set(Thread.currentThread());
            end.completeExceptionally(failure);
        }

        @Override
        public void failedAt(Throwable failure, String where) {
            failed(failure);
        }

        @Override
        public void gaveUp(Throwable failure) {
            failed(failure);
        }
    }

    private final Desk desk = new Desk();
    private final NoSuchElementException gone = new NoSuchElementException("no document");

    private CachedMethod desk(String name, String more) throws Exception {
        open("", "answer");
        String type = Desk.class.getName();
        Class<?>[] parameters =
                switch (name) {
                    case "tell" -> new Class<?>[] {String.class, Consumer.class};
                    case "ask" -> new Class<?>[] {String.class, Listener.class};
                    default -> new Class<?>[] {String.class};
                };
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

    /** Its holder, or whoever waits for the answer, has to ask for what it failed with. */
    @Test
    void aFutureThatTellsNobodyFailsAsAnotherDid() throws Exception {
        CachedMethod sometime = desk("sometime", "");
        FutureTask<String> real = new FutureTask<>(() -> {
            throw gone;
        });
        Future<?> handed = (Future<?>) engine.exit((Miss) begin(sometime), real, null);
        real.run();
        assertThatThrownBy(handed::get).cause().isSameAs(gone);

        Future<?> second = (Future<?>) ((Failed) begin(sometime)).handed();
        clock.advance(Duration.ofSeconds(30));

        assertThat(second.isDone()).isTrue();
        assertThatThrownBy(second::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isExactlyInstanceOf(NoSuchElementException.class)
                .hasMessage("no document")
                .isNotSameAs(gone);
        assertThat(begin(sometime)).isInstanceOf(Miss.class);
    }

    @Test
    void aFutureThatTellsNobodyAndWasCancelledIsNothingToRemember() throws Exception {
        CachedMethod sometime = desk("sometime", "");
        Future<?> handed = (Future<?>) engine.exit((Miss) begin(sometime), new FutureTask<>(() -> "a"), null);

        handed.cancel(true);

        assertThatThrownBy(handed::get).isInstanceOf(CancellationException.class);
        assertThat(begin(sometime)).isInstanceOf(Miss.class);
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

    private static final String LATER =
            ", callback: { argument: 1, ends: [end], fails: [failed, failedAt], later: true }";

    private Lookup ask(CachedMethod ask, Listener listener) {
        return engine.enter(ask, desk, new Object[] {"q", listener});
    }

    /** Returns what stands for the callback of a real call whose body has returned. */
    private Listener asked(CachedMethod ask, Listener listener) {
        Calling calling = (Calling) ask(ask, listener);
        engine.exit(calling, null, null);
        return (Listener) calling.callback().callback();
    }

    @Test
    void aCallbackIsToldLaterThatItsCallFailsAsAnotherDid() throws Exception {
        CachedMethod ask = desk("ask", LATER);
        Told first = new Told();
        asked(ask, first).failed(gone);
        assertThat(failure(first.end)).isSameAs(gone);
        Told second = new Told();

        Object returned = ((Lookup.Replay) ask(ask, second)).replay().call();
        Throwable failure = failure(second.end);
        clock.advance(Duration.ofSeconds(30));

        assertThat(returned).isNull();
        assertThat(failure)
                .isExactlyInstanceOf(NoSuchElementException.class)
                .hasMessage("no document")
                .isNotSameAs(gone);
        assertThat(second.on.get()).isNotSameAs(Thread.currentThread());
        assertThat(ask(ask, second)).isInstanceOf(Calling.class);
    }

    @Test
    void whatACallbackWasToldAfterAPartOrWithMoreOrNotAtAllIsNothingToRemember() throws Exception {
        CachedMethod ask = desk("ask", LATER);

        Listener parted = asked(ask, new Told());
        parted.part("a");
        parted.failed(gone);
        assertThat(ask(ask, new Told())).isInstanceOf(Calling.class);

        asked(ask, new Told()).failedAt(gone, "there");
        assertThat(ask(ask, new Told())).isInstanceOf(Calling.class);

        engine.exit((Calling) ask(ask, new Told()), null, gone);
        assertThat(ask(ask, new Told())).isInstanceOf(Calling.class);

        asked(ask, new Told()).failed(new IllegalStateException());
        assertThat(ask(ask, new Told())).isInstanceOf(Calling.class);
    }

    @Test
    void aCallbackIsToldOfWhatNoEntryAnswers() throws Exception {
        CachedMethod ask = desk("ask", LATER + ", stale-if-error: 1h");
        Told first = new Told();

        asked(ask, first).failed(gone);

        assertThat(failure(first.end)).isSameAs(gone);
        assertThat(ask(ask, new Told())).isInstanceOf(Lookup.Replay.class);
    }

    @SuppressWarnings("unchecked")
    private Streamed streamed(CachedMethod streamed, AsyncStreamResponse.Handler<String> handler) {
        Streamed real = new Streamed();
        ((AsyncStreamResponse<String>) engine.exit((Miss) begin(streamed), real, null)).subscribe(handler);
        return real;
    }

    @Test
    @SuppressWarnings("unchecked")
    void aStreamedResponseFailsAsAnotherDid() throws Exception {
        CachedMethod streamed = desk("streamed", "");
        streamed(streamed, new Heard()).fails(new CompletionException(gone));
        Heard second = new Heard();

        AsyncStreamResponse<String> response = (AsyncStreamResponse<String>) ((Failed) begin(streamed)).handed();
        response.subscribe(second);
        clock.advance(Duration.ofSeconds(30));

        assertThat(second.failure())
                .isExactlyInstanceOf(CompletionException.class)
                .cause()
                .isExactlyInstanceOf(NoSuchElementException.class)
                .isNotSameAs(gone);
        assertThatThrownBy(() -> response.onCompleteFuture().get())
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("no document");
        assertThatThrownBy(() -> response.subscribe(second)).hasMessage("Cannot subscribe more than once");
        assertThat(begin(streamed)).isInstanceOf(Miss.class);
    }

    @Test
    void aStreamedResponseThatFailedOtherwiseIsNothingToRemember() throws Exception {
        CachedMethod streamed = desk("streamed", "");

        Streamed parted = streamed(streamed, new Heard());
        parted.sends("a");
        parted.fails(gone);
        assertThat(begin(streamed)).isInstanceOf(Miss.class);

        Streamed handled = streamed(streamed, part -> {
            throw gone;
        });
        assertThatThrownBy(() -> handled.sends("a")).isSameAs(gone);
        handled.fails(gone);
        assertThat(begin(streamed)).isInstanceOf(Miss.class);

        engine.exit((Miss) begin(streamed), null, gone);
        assertThat(begin(streamed)).isInstanceOf(Miss.class);
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

    /** Of two ways nobody knows which one tells what. */
    @Test
    void aCallbackThatIsToldOfFailuresInTwoWaysIsToldNoneOfAnotherCall() throws Exception {
        CachedMethod ask =
                desk("ask", ", callback: { argument: 1, ends: [end], fails: [failed, gaveUp], later: true }");
        asked(ask, new Told()).gaveUp(gone);

        assertThat(ask(ask, new Told())).isInstanceOf(Calling.class);
        assertThat(AgentLog.last()).anyMatch(line -> line.contains("Desk#ask goes without negative-ttl, because"));
    }

    @Test
    void aUserIsToldWhereItDoesNotHold() throws Exception {
        desk("ask", ", callback: { argument: 1, ends: [end], fails: [failedAt], later: true }");

        assertThat(AgentLog.last()).anyMatch(line -> line.contains("Desk#ask goes without negative-ttl, because"));
    }
}
