package dev.reprise.engine;

import static dev.reprise.engine.WovenLater.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.WovenLater.Listener;
import dev.reprise.engine.epoch.Subject;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What calls get that waited for an equal one whose provider failed, of entries whose time is over. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class ForgivenFlightsTest {

    /** Longer than any test may take: who waits for one of the bounds fails. */
    private static final String PATIENT = "single-flight: { wait: 1h, pause: 1h }";

    private static final String SHARED = "single-flight: { wait: 1h, share-failures: true }";
    private static final String STALE = "ttl: 1h, stale-if-error: 2h, single-flight: on";

    private static final RuntimeException TIMEOUT = new UncheckedIOException(new HttpTimeoutException("as told"));

    @TempDir
    Path folder;

    private final FixedClock clock = new FixedClock();
    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch runs = new CountDownLatch(1);
    private final CompletableFuture<RuntimeException> failure = new CompletableFuture<>();
    private WovenLater woven;

    @AfterEach
    void close() {
        failure.complete(TIMEOUT);
        woven.close();
    }

    private WovenLater.Service open(String setting, String method, String settings) throws Exception {
        woven = new WovenLater(folder, setting, clock).with(method, settings);
        return woven.service;
    }

    /** Lets the first call fail when it is told to, and answer those that come after it. */
    private void failing(Object answer) {
        calls.set(0);
        woven.called = arguments -> {
            if (calls.incrementAndGet() > 1) {
                return answer;
            }
            runs.countDown();
            throw failure.join();
        };
    }

    private static FutureTask<Object> begun(Callable<Object> call) {
        return begun(call, new Thread[1]);
    }

    private static FutureTask<Object> begun(Callable<Object> call, Thread[] on) {
        FutureTask<Object> task = new FutureTask<>(call);
        on[0] = new Thread(task, "caller");
        on[0].setDaemon(true);
        on[0].start();
        return task;
    }

    /** Calls on a thread of its own, and returns when that waits for the answer of another call. */
    private static FutureTask<Object> waiting(Callable<Object> call) {
        Thread[] on = new Thread[1];
        FutureTask<Object> task = begun(call, on);
        eventually(() -> Arrays.stream(on[0].getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("awaitInLooks")));
        return task;
    }

    private List<FutureTask<Object>> leaderAndOthers(int others, Callable<Object> call) throws Exception {
        List<FutureTask<Object>> all = new ArrayList<>();
        all.add(begun(call));
        runs.await();
        for (int i = 0; i < others; i++) {
            all.add(waiting(call));
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"answer", "chat", "words"})
    void whoWaitedOnItsThreadGetsTheEntryWithoutACallOfItsOwn(String name) throws Exception {
        String callback = name.equals("chat") ? ", callback: { argument: 1 }" : "";
        WovenLater.Service service = open(PATIENT, name, STALE + callback);
        Callable<Object> call = () -> switch (name) {
            case "answer" -> service.answer("q");
            case "chat" -> service.chat("q", token -> {});
            default -> all(service.words("q"));
        };
        woven.called = arguments -> name.equals("words") ? List.of("old").iterator() : "old";
        Object old = call.call();
        clock.advance(Duration.ofMinutes(61));
        failing("own");
        List<FutureTask<Object>> all = leaderAndOthers(5, call);

        failure.complete(TIMEOUT);

        for (FutureTask<Object> each : all) {
            assertThat(each.get()).isEqualTo(old);
        }
        assertThat(calls).as("real ones").hasValue(1);
        assertThat(woven.figures())
                .extracting(Figures::hits, Figures::misses, Figures::stale, Figures::staleForFailure, Figures::stored)
                .containsExactly(0L, 7L, 6L, 6L, 1L);
    }

    private static List<String> all(Iterator<String> words) {
        List<String> all = new ArrayList<>();
        words.forEachRemaining(all::add);
        return all;
    }

    @Test
    void batchesAreAnsweredAsWholes() throws Exception {
        WovenLater.Service service = open(PATIENT, "embed", STALE + ", batch: { argument: 0 }");
        woven.called = arguments -> about(arguments[0]);
        service.embed(List.of("a", "b"));
        clock.advance(Duration.ofMinutes(30));
        service.embed(List.of("c"));
        clock.advance(Duration.ofMinutes(31));
        failing(List.of());
        List<FutureTask<Object>> all = leaderAndOthers(3, () -> service.embed(List.of("c", "b", "a")));

        failure.complete(TIMEOUT);

        for (FutureTask<Object> each : all) {
            assertThat(each.get()).isEqualTo(List.of("about c", "about b", "about a"));
        }
        assertThat(calls).hasValue(1);
        assertThat(woven.figures().staleForFailure()).isEqualTo(4);
    }

    @SuppressWarnings("unchecked")
    private static List<String> about(Object texts) {
        return new ArrayList<>(
                ((List<String>) texts).stream().map(text -> "about " + text).toList());
    }

    @Test
    void futuresAreCompletedWithTheEntry() throws Exception {
        WovenLater.Service service = open(PATIENT, "later", STALE);
        service.later("q");
        woven.futures.get(0).complete("old");
        clock.advance(Duration.ofMinutes(61));
        List<CompletableFuture<String>> all = woven.callLater(4, "q");

        woven.futures.get(1).completeExceptionally(TIMEOUT);

        assertThat(all).allMatch(each -> each.join().equals("old"));
        assertThat(woven.futures).hasSize(2);
        assertThat(woven.figures())
                .extracting(Figures::misses, Figures::staleForFailure)
                .containsExactly(5L, 4L);
    }

    @Test
    void futuresOfBatchesAreCompletedWithTheEntries() throws Exception {
        WovenLater.Service service = open(PATIENT, "embedLater", STALE + ", batch: { argument: 0 }");
        List<CompletableFuture<List<String>>> real = new CopyOnWriteArrayList<>();
        woven.later = texts -> {
            real.add(new CompletableFuture<>());
            return real.get(real.size() - 1);
        };
        service.embedLater(List.of("a", "b"));
        real.get(0).complete(about(List.of("a", "b")));
        clock.advance(Duration.ofMinutes(61));
        List<CompletableFuture<List<String>>> all =
                List.of(service.embedLater(List.of("b", "a")), service.embedLater(List.of("b", "a")));

        real.get(1).completeExceptionally(TIMEOUT);

        assertThat(all).allMatch(each -> each.join().equals(List.of("about b", "about a")));
        assertThat(real).hasSize(2);
    }

    @Test
    void subscribersGetTheEntry() throws Exception {
        WovenLater.Service service = open(PATIENT, "many", STALE);
        CompletableFuture<List<String>> first = service.many("q").collectList().toFuture();
        woven.sinks.get(0).tryEmitNext("old").orThrow();
        woven.sinks.get(0).tryEmitComplete().orThrow();
        first.join();
        clock.advance(Duration.ofMinutes(61));
        List<CompletableFuture<List<String>>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(service.many("q").collectList().toFuture());
        }

        woven.sinks.get(1).tryEmitError(TIMEOUT).orThrow();

        assertThat(all).allMatch(each -> each.join().equals(List.of("old")));
        assertThat(woven.sinks).hasSize(2);
        assertThat(woven.figures().staleForFailure()).isEqualTo(4);
    }

    private static final class Heard implements Listener {

        final List<String> parts = new CopyOnWriteArrayList<>();
        final CompletableFuture<List<String>> all = new CompletableFuture<>();

        @Override
        public void part(String text) {
            parts.add(text);
        }

        @Override
        public void end() {
            all.complete(parts);
        }

        @Override
        public void failed(Throwable thrown) {
            all.completeExceptionally(thrown);
        }
    }

    @Test
    void callbacksAreToldTheEntry() throws Exception {
        WovenLater.Service service = open(PATIENT, "tell", EqualCallsLater.LATER + ", ttl: 1h, stale-if-error: 2h");
        List<Listener> real = new CopyOnWriteArrayList<>();
        woven.called = arguments -> {
            real.add((Listener) arguments[1]);
            return null;
        };
        service.tell("q", new Heard());
        real.get(0).part("old");
        real.get(0).end();
        clock.advance(Duration.ofMinutes(61));
        List<Heard> all = List.of(new Heard(), new Heard(), new Heard());
        all.forEach(heard -> service.tell("q", heard));

        real.get(1).failed(TIMEOUT);

        assertThat(all).allMatch(heard -> heard.all.join().equals(List.of("old")));
        assertThat(real).hasSize(2);
        assertThat(woven.figures().staleForFailure()).isEqualTo(3);
    }

    @Test
    void whatIsMadeOfAnEntryThatAnsweredAfterAWaitIsNotKept() throws Exception {
        WovenLater.Service service = open(PATIENT, "answer", STALE);
        woven.with("later", "ttl: 1h").later = question -> CompletableFuture.completedFuture(service.answer("q"));
        woven.called = arguments -> "old";
        service.answer("q");
        clock.advance(Duration.ofMinutes(61));
        failing("own");
        List<FutureTask<Object>> all = leaderAndOthers(0, () -> service.answer("q"));
        all.add(waiting(() -> service.later("made of it").join()));

        failure.complete(TIMEOUT);

        assertThat(all.get(1).get()).isEqualTo("old");
        assertThat(calls).hasValue(1);
        assertThat(woven.engine.figures().stream()
                        .filter(each -> each.figures().method().contains("#later"))
                        .map(each -> each.figures().stored()))
                .containsExactly(0L);
    }

    /** It was made of an old answer, in place of the failure: nobody is to ask the same provider once more. */
    @Test
    void whoWaitedForACallThatWasAnsweredByHelpOfAnEntryBelowGetsHisOwn() throws Exception {
        WovenLater.Service service = open(PATIENT, "answer", STALE);
        woven.with("chat", STALE + ", callback: { argument: 1 }");
        woven.called = arguments -> arguments.length == 2 ? "of " + service.answer("q") : "old";
        service.chat("q", token -> {});
        clock.advance(Duration.ofMinutes(61));
        calls.set(0);
        AtomicInteger outer = new AtomicInteger();
        woven.called = arguments -> {
            if (arguments.length == 2) {
                outer.incrementAndGet();
                return "now of " + service.answer("q");
            }
            calls.incrementAndGet();
            runs.countDown();
            throw failure.join();
        };
        List<FutureTask<Object>> all = leaderAndOthers(4, () -> service.chat("q", token -> {}));

        failure.complete(TIMEOUT);

        assertThat(all.get(0).get()).isEqualTo("now of old");
        for (FutureTask<Object> other : all.subList(1, 5)) {
            assertThat(other.get()).isEqualTo("of old");
        }
        assertThat(outer).hasValue(1);
        assertThat(calls).hasValue(1);
    }

    /** Ways to have no entry that may answer. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "evicted", "too old", "failed otherwise"})
    void whereNoEntryMayAnswerEachMakesItsOwnCall(String why) throws Exception {
        WovenLater.Service service = open(PATIENT, "answer", STALE);
        woven.called = arguments -> "old";
        if (!why.equals("none")) {
            service.answer("q");
        }
        clock.advance(Duration.ofMinutes(why.equals("too old") ? 180 : 61));
        if (why.equals("evicted")) {
            woven.engine.evict(Subject.Kind.SCOPE, "default");
        }
        failing("own");
        List<FutureTask<Object>> all = leaderAndOthers(3, () -> service.answer("q"));

        failure.complete(why.equals("failed otherwise") ? new IllegalStateException("closed") : TIMEOUT);

        for (FutureTask<Object> other : all.subList(1, 4)) {
            assertThat(other.get()).isEqualTo("own");
        }
        assertThat(woven.figures().stale()).isZero();
    }

    @Test
    void failuresAreSharedWhereNoEntryAnswersIfTheUserSaysSo() throws Exception {
        WovenLater.Service service = open(SHARED, "answer", "ttl: 1h, stale-if-error: 2h");
        failing("own");
        List<FutureTask<Object>> all = leaderAndOthers(3, () -> service.answer("q"));

        failure.complete(TIMEOUT);

        for (FutureTask<Object> each : all) {
            assertThatThrownBy(each::get).rootCause().isExactlyInstanceOf(HttpTimeoutException.class);
        }
        assertThat(calls).hasValue(1);
    }

    @Test
    void theEntryGoesBeforeAFailureThatIsShared() throws Exception {
        WovenLater.Service service = open(SHARED, "answer", "ttl: 1h, stale-if-error: 2h");
        woven.called = arguments -> "old";
        service.answer("q");
        clock.advance(Duration.ofMinutes(61));
        failing("own");
        List<FutureTask<Object>> all = leaderAndOthers(3, () -> service.answer("q"));

        failure.complete(TIMEOUT);

        for (FutureTask<Object> each : all) {
            assertThat(each.get()).isEqualTo("old");
        }
        assertThat(calls).hasValue(1);
    }
}
