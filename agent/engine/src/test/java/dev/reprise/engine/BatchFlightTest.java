package dev.reprise.engine;

import static dev.reprise.engine.WovenLater.awaitUninterruptibly;
import static dev.reprise.engine.WovenLater.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class BatchFlightTest extends EqualCallsLater {

    private static final String ITEMS = "batch: { argument: 0 }, single-flight: on";

    private final List<List<String>> asked = new CopyOnWriteArrayList<>();

    private WovenLater woven(String method) throws Exception {
        return woven(PATIENT, method, ITEMS);
    }

    private static List<String> about(List<String> texts) {
        return texts.stream().map(text -> "about " + text).toList();
    }

    @SuppressWarnings("unchecked")
    private static List<String> texts(Object argument) {
        return List.copyOf((List<String>) argument);
    }

    @Test
    void equalBatchesAtTheSameTimeMakeOneRealCall() throws Exception {
        WovenLater woven = woven("embed");
        CountDownLatch othersWait = new CountDownLatch(1);
        CountDownLatch runs = new CountDownLatch(1);
        woven.called = arguments -> {
            asked.add(texts(arguments[0]));
            runs.countDown();
            awaitUninterruptibly(othersWait);
            return new ArrayList<>(about(texts(arguments[0])));
        };
        Thread leader = new Thread(() -> woven.service.embed(List.of("a", "b")));
        leader.start();
        runs.await();
        List<FutureTask<List<String>>> others = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            FutureTask<List<String>> other = new FutureTask<>(() -> woven.service.embed(List.of("a", "b")));
            Thread thread = new Thread(other);
            thread.start();
            others.add(other);
            eventually(() -> thread.getState() == Thread.State.TIMED_WAITING);
        }

        othersWait.countDown();

        for (FutureTask<List<String>> other : others) {
            assertThat(other.get()).containsExactly("about a", "about b");
        }
        leader.join();
        assertThat(asked).containsExactly(List.of("a", "b"));
        assertThat(woven.figures().misses()).isEqualTo(1);
        assertThat(woven.figures().coalesced()).isEqualTo(5);
    }

    @Test
    void equalBatchesThatAreAnsweredLaterMakeOneRealCall() throws Exception {
        WovenLater woven = woven("embedLater");
        CompletableFuture<List<String>> real = new CompletableFuture<>();
        woven.later = texts -> {
            asked.add(texts(texts));
            return real;
        };
        List<CompletableFuture<List<String>>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(woven.service.embedLater(List.of("a", "b")));
        }
        assertThat(asked).hasSize(1);

        real.complete(new ArrayList<>(about(List.of("a", "b"))));

        assertThat(all).allSatisfy(each -> assertThat(each.join()).containsExactly("about a", "about b"));
        assertThat(asked).hasSize(1);
        assertThat(woven.figures().coalesced()).isEqualTo(4);
    }

    @Test
    void itemsThatAreKnownAreNotAskedAboutByWhoWaitedInVain() throws Exception {
        WovenLater woven = woven("embedLater");
        List<CompletableFuture<List<String>>> real = new CopyOnWriteArrayList<>();
        woven.later = texts -> {
            asked.add(texts(texts));
            CompletableFuture<List<String>> future = new CompletableFuture<>();
            real.add(future);
            return future;
        };
        CompletableFuture<List<String>> first = woven.service.embedLater(List.of("a"));
        real.get(0).complete(new ArrayList<>(about(List.of("a"))));
        assertThat(first.join()).containsExactly("about a");
        woven.service.embedLater(List.of("a", "b"));
        CompletableFuture<List<String>> other = woven.service.embedLater(List.of("a", "b"));

        real.get(1).completeExceptionally(new IllegalStateException("the leader's own"));
        eventually(() -> real.size() == 3);
        real.get(2).complete(new ArrayList<>(about(List.of("b"))));

        assertThat(other.join()).containsExactly("about a", "about b");
        assertThat(asked).containsExactly(List.of("a"), List.of("b"), List.of("b"));
    }
}
