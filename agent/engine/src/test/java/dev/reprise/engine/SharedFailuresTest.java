package dev.reprise.engine;

import static dev.reprise.engine.WovenLater.awaitUninterruptibly;
import static dev.reprise.engine.WovenLater.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.WovenLater.Listener;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedFailuresTest extends EqualCallsLater {

    private static final String SHARED = "single-flight: { wait: 1h, share-failures: true }";

    private static final String NOT_SHARED = "single-flight: { enabled: on, share-failures: off }";

    /** Calls on a thread of its own, which waits for another call. */
    private static FutureTask<Object> waiting(Callable<Object> call) {
        FutureTask<Object> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "waiting");
        thread.setDaemon(true);
        thread.start();
        eventually(() -> thread.getState() == Thread.State.TIMED_WAITING || !thread.isAlive());
        return task;
    }

    /** Calls as the leader on a thread of its own, whose real call lasts until it is told what to throw. */
    private static final class Leader {

        final CompletableFuture<RuntimeException> failure = new CompletableFuture<>();
        final CountDownLatch runs = new CountDownLatch(1);
        final AtomicInteger calls = new AtomicInteger();
        final FutureTask<Object> outcome;

        Leader(WovenLater woven, Callable<Object> call) throws Exception {
            woven.called = arguments -> {
                if (calls.incrementAndGet() > 1) {
                    return List.of("own");
                }
                runs.countDown();
                throw failure.join();
            };
            outcome = new FutureTask<>(call);
            Thread thread = new Thread(outcome, "leader");
            thread.setDaemon(true);
            thread.start();
            runs.await();
        }
    }

    @Test
    void whoWaitedOnItsThreadFailsAsTheRealCallDidEachWithItsOwn() throws Exception {
        WovenLater woven = woven(SHARED, "embed", "ttl: 1h");
        Leader leader = new Leader(woven, () -> woven.service.embed(List.of("q")));
        List<FutureTask<Object>> others = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            others.add(waiting(() -> woven.service.embed(List.of("q"))));
        }
        RuntimeException thrown = new IllegalStateException("limit", new IllegalArgumentException("why"));

        leader.failure.complete(thrown);

        List<Throwable> got = new ArrayList<>();
        for (FutureTask<Object> other : others) {
            assertThatThrownBy(other::get)
                    .cause()
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("limit")
                    .hasCauseExactlyInstanceOf(IllegalArgumentException.class)
                    .satisfies(got::add);
        }
        assertThatThrownBy(leader.outcome::get).cause().isSameAs(thrown);
        assertThat(got).doesNotContain(thrown).doesNotHaveDuplicates();
        assertThat(leader.calls).hasValue(1);
        assertThat(woven.figures().misses()).isEqualTo(6);
        assertThat(woven.figures().hits()).isZero();
    }

    @Test
    void aMethodMaySayThatItIsNotSharedAndAnotherThatItIs() throws Exception {
        WovenLater woven = woven(SHARED, "embed", NOT_SHARED);
        Leader leader = new Leader(woven, () -> woven.service.embed(List.of("q")));
        FutureTask<Object> other = waiting(() -> woven.service.embed(List.of("q")));
        WovenLater asked = woven(PATIENT, "embed", "single-flight: { share-failures: on }");
        Leader askedLeader = new Leader(asked, () -> asked.service.embed(List.of("q")));
        FutureTask<Object> asking = waiting(() -> asked.service.embed(List.of("q")));

        leader.failure.complete(new IllegalStateException("the leader's own"));
        askedLeader.failure.complete(new IllegalStateException("shared"));

        assertThat(other.get()).isEqualTo(List.of("own"));
        assertThatThrownBy(asking::get).hasMessageContaining("shared");
    }

    @Test
    void whatTheLeaderWasStoppedByIsItsOwnAndOneOfTheOthersMakesTheCall() throws Exception {
        WovenLater woven = woven(SHARED, "embed", "ttl: 1h");
        Leader leader = new Leader(woven, () -> woven.service.embed(List.of("q")));
        List<FutureTask<Object>> others = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            others.add(waiting(() -> woven.service.embed(List.of("q"))));
        }

        leader.failure.complete(new UncheckedIOException(new InterruptedIOException("interrupted")));

        for (FutureTask<Object> other : others) {
            assertThat(other.get()).isEqualTo(List.of("own"));
        }
        assertThat(leader.calls).hasValue(2);
    }

    /** As OkHttp says of a call that took too long. */
    @Test
    void aTimeoutThatLooksLikeAnInterruptionIsShared() throws Exception {
        WovenLater woven = woven(SHARED, "embed", "ttl: 1h");
        Leader leader = new Leader(woven, () -> woven.service.embed(List.of("q")));
        FutureTask<Object> other = waiting(() -> woven.service.embed(List.of("q")));

        leader.failure.complete(new UncheckedIOException(new InterruptedIOException("timeout")));

        assertThatThrownBy(other::get).rootCause().isInstanceOf(InterruptedIOException.class);
        assertThat(leader.calls).hasValue(1);
    }

    /** So that each has its own. */
    private static final class Unlike extends RuntimeException {
        @SuppressWarnings("unused")
        private final Object live = new Thread();
    }

    @Test
    void ofAFailureThatCannotBeCopiedEachMakesItsOwnCall() throws Exception {
        WovenLater woven = woven(SHARED, "embed", "ttl: 1h");
        Leader leader = new Leader(woven, () -> woven.service.embed(List.of("q")));
        FutureTask<Object> other = waiting(() -> woven.service.embed(List.of("q")));

        leader.failure.complete(new Unlike());

        assertThat(other.get()).isEqualTo(List.of("own"));
    }

    @Test
    void futuresFailAsTheRealOneDidEachWithItsOwn() throws Exception {
        WovenLater woven = woven(SHARED, "later", ASKED);
        List<CompletableFuture<String>> all = woven.callLater(4, "q");
        Throwable thrown = new IllegalStateException("limit");

        woven.futures.get(0).completeExceptionally(thrown);

        List<Throwable> got = new ArrayList<>();
        for (CompletableFuture<String> each : all) {
            assertThatThrownBy(each::get)
                    .cause()
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("limit")
                    .satisfies(got::add);
        }
        assertThat(got).doesNotHaveDuplicates();
        assertThat(woven.futures).hasSize(1);
    }

    @Test
    void aBodyThatThrowsInsteadOfReturningItsFutureFailsThoseWhoWaitToo() throws Exception {
        WovenLater woven = woven(SHARED, "later", ASKED);
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch joined = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        woven.later = question -> {
            calls.incrementAndGet();
            runs.countDown();
            awaitUninterruptibly(joined);
            throw new IllegalStateException("closed");
        };
        FutureTask<Object> leader = new FutureTask<>(() -> woven.service.later("q"));
        new Thread(leader, "leader").start();
        runs.await();
        CompletableFuture<String> other = woven.service.later("q");

        joined.countDown();

        assertThatThrownBy(other::get).cause().isExactlyInstanceOf(IllegalStateException.class);
        assertThatThrownBy(leader::get).hasMessageContaining("closed");
        assertThat(calls).hasValue(1);
    }

    @Test
    void aFutureThatItsHolderCancelsOrFailsIsHisOwnAffair() throws Exception {
        WovenLater woven = woven(SHARED, "later", ASKED);
        List<CompletableFuture<String>> all = woven.callLater(3, "q");

        all.get(0).completeExceptionally(new IllegalStateException("the holder's own"));
        eventually(() -> woven.futures.size() == 2);
        woven.futures.get(1).complete("a");

        assertThat(all.get(1).join()).isEqualTo("a");
        assertThat(all.get(2).join()).isEqualTo("a");
    }

    @Test
    void subscribersAreToldOfTheFailureEachOfItsOwn() throws Exception {
        WovenLater woven = woven(SHARED, "many", ASKED);
        List<CompletableFuture<List<String>>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(woven.service.many("q").collectList().toFuture());
        }

        woven.sinks.get(0).tryEmitNext("a").orThrow();
        woven.sinks.get(0).tryEmitError(new IllegalStateException("limit")).orThrow();

        List<Throwable> got = new ArrayList<>();
        for (CompletableFuture<List<String>> each : all) {
            assertThatThrownBy(each::get)
                    .cause()
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("limit")
                    .satisfies(got::add);
        }
        assertThat(got).doesNotHaveDuplicates();
        assertThat(woven.sinks).hasSize(1);
    }

    private static final class Heard implements Listener {

        final CompletableFuture<Throwable> failure = new CompletableFuture<>();

        @Override
        public void part(String text) {}

        @Override
        public void end() {
            failure.complete(null);
        }

        @Override
        public void failed(Throwable thrown) {
            failure.complete(thrown);
        }
    }

    @Test
    void callbacksAreToldOfTheFailureEachOfItsOwn() throws Exception {
        WovenLater woven = woven(SHARED, "tell", LATER);
        List<Listener> real = new CopyOnWriteArrayList<>();
        woven.called = arguments -> {
            real.add((Listener) arguments[1]);
            return null;
        };
        List<Heard> all = List.of(new Heard(), new Heard(), new Heard());
        all.forEach(heard -> woven.service.tell("q", heard));

        real.get(0).part("a");
        real.get(0).failed(new IllegalStateException("limit"));

        assertThat(all)
                .extracting(heard -> heard.failure.join())
                .allSatisfy(failure -> assertThat(failure)
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessage("limit"))
                .doesNotHaveDuplicates();
        assertThat(real).hasSize(1);
    }

    @Test
    void whoWaitsOnItsThreadForACallbacksEndFailsAsTheRealCallDid() throws Exception {
        WovenLater woven = woven(SHARED, "chat", "callback: { argument: 1 }");
        Leader leader = new Leader(woven, () -> woven.service.chat("q", token -> {}));
        FutureTask<Object> other = waiting(() -> woven.service.chat("q", token -> {}));

        leader.failure.complete(new IllegalStateException("limit"));

        assertThatThrownBy(other::get).cause().isExactlyInstanceOf(IllegalStateException.class);
        assertThat(leader.calls).hasValue(1);
    }
}
