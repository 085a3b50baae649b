package dev.reprise.engine;

import static dev.reprise.engine.WovenLater.awaitUninterruptibly;
import static dev.reprise.engine.WovenLater.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;

class SubscribedFlightTest extends EqualCallsLater {

    /** Takes as many elements as it is told to ask for. */
    private static final class Taker extends BaseSubscriber<String> {

        final List<String> taken = new CopyOnWriteArrayList<>();
        final CompletableFuture<List<String>> end = new CompletableFuture<>();
        private final long first;

        Taker(long first) {
            this.first = first;
        }

        static Taker of(Flux<String> flux, long first) {
            Taker taker = new Taker(first);
            flux.subscribe(taker);
            return taker;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            if (first > 0) {
                subscription.request(first);
            }
        }

        @Override
        protected void hookOnNext(String element) {
            taken.add(element);
        }

        @Override
        protected void hookOnComplete() {
            end.complete(taken);
        }

        @Override
        protected void hookOnError(Throwable thrown) {
            end.completeExceptionally(thrown);
        }
    }

    private static void answer(Sinks.Many<String> sink) {
        sink.tryEmitNext("a").orThrow();
        sink.tryEmitNext("b").orThrow();
        sink.tryEmitComplete().orThrow();
    }

    @Test
    void equalSubscriptionsAtTheSameTimeMakeOneRealOne() throws Exception {
        WovenLater woven = woven(PATIENT, "many", ASKED);
        List<CompletableFuture<List<String>>> all = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            all.add(woven.service.many("q").collectList().toFuture());
        }
        assertThat(woven.sinks).hasSize(1);

        answer(woven.sinks.get(0));

        assertThat(all).allSatisfy(future -> assertThat(future.join()).containsExactly("a", "b"));
        assertThat(woven.sinks).hasSize(1);
        assertThat(woven.figures().misses()).isEqualTo(1);
        assertThat(woven.figures().coalesced()).isEqualTo(20);
    }

    @Test
    void equalMonosMakeOneRealCall() throws Exception {
        WovenLater woven = woven(PATIENT, "one", ASKED);
        List<CompletableFuture<String>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(woven.service.one("q").toFuture());
        }

        woven.sinks.get(0).tryEmitNext("a").orThrow();

        assertThat(all).allSatisfy(future -> assertThat(future.join()).isEqualTo("a"));
        assertThat(woven.sinks).hasSize(1);
    }

    @Test
    void aMethodOfTheUsersIsAskedByEachUnlessHeSaysSo() throws Exception {
        WovenLater woven = woven(PATIENT, "many", "ttl: 1h");

        woven.service.many("q").subscribe();
        woven.service.many("q").subscribe();

        assertThat(woven.sinks).hasSize(2);
    }

    @Test
    void whoIsToldGetsNoMoreThanItAskedFor() throws Exception {
        WovenLater woven = woven(PATIENT, "many", ASKED);
        woven.service.many("q").subscribe();
        Taker taker = Taker.of(woven.service.many("q"), 1);

        answer(woven.sinks.get(0));

        eventually(() -> taker.taken.size() == 1);
        assertThat(taker.end).isNotDone();
        taker.request(1);
        assertThat(taker.end.join()).containsExactly("a", "b");
    }

    @Test
    void theLeaderDoesNotWaitForThoseWhoAreTold() throws Exception {
        WovenLater woven = woven(PATIENT, "many", ASKED);
        CompletableFuture<String> leader = woven.service.many("q").last().toFuture();
        CountDownLatch leaderHasGoneOn = new CountDownLatch(1);
        CompletableFuture<String> told = woven.service
                .many("q")
                .doOnNext(element -> awaitUninterruptibly(leaderHasGoneOn))
                .last()
                .toFuture();

        answer(woven.sinks.get(0));

        assertThat(leader).isCompletedWithValue("b");
        assertThat(told).isNotDone();
        leaderHasGoneOn.countDown();
        assertThat(told.join()).isEqualTo("b");
    }

    @Test
    void whoWaitedForOneThatFailsSubscribesToItsOwnWithItsContext() throws Exception {
        WovenLater woven = woven(PATIENT, "many", ASKED);
        List<String> contexts = new CopyOnWriteArrayList<>();
        woven.many = question -> Flux.deferContextual(context -> {
            contexts.add(context.get("who"));
            Sinks.Many<String> sink = Sinks.many().unicast().onBackpressureBuffer();
            woven.sinks.add(sink);
            return sink.asFlux();
        });
        CompletableFuture<String> leader = woven.service
                .many("q")
                .last()
                .contextWrite(Context.of("who", "leader"))
                .toFuture();
        CompletableFuture<String> other = woven.service
                .many("q")
                .last()
                .contextWrite(Context.of("who", "other"))
                .toFuture();

        woven.sinks.get(0).tryEmitError(new IllegalStateException("the leader's own"));
        eventually(() -> woven.sinks.size() == 2);
        answer(woven.sinks.get(1));

        assertThat(other.join()).isEqualTo("b");
        assertThat(leader).isCompletedExceptionally();
        assertThat(contexts).containsExactly("leader", "other");
    }

    @Test
    void oneOfThoseWhoWaitedForOneThatIsCancelledAsksForTheOthers() throws Exception {
        WovenLater woven = woven(PATIENT, "many", ASKED);
        Taker leader = Taker.of(woven.service.many("q"), Long.MAX_VALUE);
        List<CompletableFuture<String>> others = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            others.add(woven.service.many("q").last().toFuture());
        }
        woven.sinks.get(0).tryEmitNext("a").orThrow();

        leader.cancel();
        eventually(() -> woven.sinks.size() == 2);
        answer(woven.sinks.get(1));

        assertThat(others).allSatisfy(other -> assertThat(other.join()).isEqualTo("b"));
        assertThat(woven.sinks).hasSize(2);
    }

    @Test
    void whoGivesUpLeavesTheOthersAloneAndAsksForNothing() throws Exception {
        WovenLater woven = woven(PATIENT, "many", ASKED);
        CompletableFuture<String> leader = woven.service.many("q").last().toFuture();
        Taker givesUp = Taker.of(woven.service.many("q"), Long.MAX_VALUE);
        CompletableFuture<String> other = woven.service.many("q").last().toFuture();

        givesUp.cancel();
        answer(woven.sinks.get(0));

        assertThat(leader.join()).isEqualTo("b");
        assertThat(other.join()).isEqualTo("b");
        assertThat(givesUp.taken).isEmpty();
        assertThat(woven.sinks).hasSize(1);
    }

    @Test
    void whoCancelsAfterItAskedForItselfCancelsThat() throws Exception {
        WovenLater woven = woven(PATIENT, "many", ASKED);
        woven.service.many("q").onErrorComplete().subscribe();
        Taker other = Taker.of(woven.service.many("q"), Long.MAX_VALUE);
        woven.sinks.get(0).tryEmitError(new IllegalStateException());
        eventually(() -> woven.sinks.size() == 2 && woven.sinks.get(1).currentSubscriberCount() == 1);

        other.cancel();

        eventually(() -> woven.sinks.get(1).tryEmitNext("a") == Sinks.EmitResult.FAIL_CANCELLED);
    }

    @Test
    void nobodyWaitsLongerThanTheBound() throws Exception {
        WovenLater woven = woven("single-flight: { wait: 100ms }", "many", ASKED);
        woven.service.many("q").subscribe(); // And never ends.

        CompletableFuture<String> other = woven.service.many("q").last().toFuture();
        eventually(() -> woven.sinks.size() == 2);
        answer(woven.sinks.get(1));

        assertThat(other.join()).isEqualTo("b");
    }

    /** Perhaps because it waits for one who waits for it. */
    @Test
    void nobodyWaitsForOneThatTakesNoMore() throws Exception {
        WovenLater woven = woven(PATIENT, "many", ASKED);
        Taker leader = Taker.of(woven.service.many("q"), 1);

        CompletableFuture<String> other = woven.service.many("q").last().toFuture();
        answer(woven.sinks.get(0));
        eventually(() -> woven.sinks.size() == 2);
        answer(woven.sinks.get(1));

        assertThat(other.join()).isEqualTo("b");
        assertThat(leader.taken).containsExactly("a");
    }

    @Test
    void nobodyWaitsForOneWhoseCodeIsBusyWithAPart() throws Exception {
        WovenLater woven = woven(PATIENT, "many", ASKED);
        CountDownLatch otherHasItsAnswer = new CountDownLatch(1);
        woven.service.many("q").subscribe(element -> awaitUninterruptibly(otherHasItsAnswer));
        CompletableFuture<String> other = woven.service.many("q").last().toFuture();
        Thread emitting = new Thread(() -> answer(woven.sinks.get(0)));
        emitting.start();

        eventually(() -> woven.sinks.size() == 2);
        answer(woven.sinks.get(1));

        assertThat(other.join()).isEqualTo("b");
        otherHasItsAnswer.countDown();
        emitting.join();
    }

    @Test
    void oneThatSubscribesToItselfDoesNotWaitForItself() throws Exception {
        WovenLater woven = woven(PATIENT, "many", ASKED);
        int[] depth = new int[1];
        woven.many = question -> Flux.defer(
                () -> depth[0]++ == 0 ? woven.service.many("q").map(element -> element + "!") : Flux.just("a", "b"));

        assertThat(woven.service.many("q").collectList().block()).containsExactly("a!", "b!");
    }

    @Test
    void whoAsksForAnImpossibleNumberWhileItWaitsIsToldSo() throws Exception {
        WovenLater woven = woven(PATIENT, "many", ASKED);
        woven.service.many("q").subscribe();
        Taker taker = Taker.of(woven.service.many("q"), 0);
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        woven.service.many("q").subscribe(new org.reactivestreams.Subscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                subscription.request(-1);
            }

            @Override
            public void onNext(String element) {}

            @Override
            public void onError(Throwable thrown) {
                told.complete(thrown);
            }

            @Override
            public void onComplete() {}
        });

        answer(woven.sinks.get(0));

        assertThat(told.join()).isInstanceOf(IllegalArgumentException.class);
        assertThat(taker.taken).isEmpty();
        taker.request(2);
        assertThat(taker.end.join()).containsExactly("a", "b");
    }

    /** It is none, so that nobody would tell its end. */
    @Test
    void aSubscriptionThatThrowsIsWaitedForByNobody() throws Exception {
        WovenLater woven = woven(PATIENT, "many", ASKED);
        woven.many = question -> new Flux<String>() {
            @Override
            public void subscribe(CoreSubscriber<? super String> subscriber) {
                throw new LinkageError("broken");
            }
        };
        assertThatThrownBy(() -> woven.service.many("q").subscribe()).hasMessage("broken");
        woven.many = question -> Flux.just("own");

        assertThat(woven.service.many("q").collectList().block()).containsExactly("own");
    }
}
