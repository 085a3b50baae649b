package dev.reprise.engine;

import static dev.reprise.engine.WovenLater.awaitUninterruptibly;
import static dev.reprise.engine.WovenLater.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PromisedFlightTest extends EqualCallsLater {

    static final ThreadLocal<String> TENANT = new ThreadLocal<>();

    @Test
    void equalCallsAtTheSameTimeMakeOneRealCall() throws Exception {
        WovenLater woven = woven(PATIENT, "later", ASKED);
        List<CompletableFuture<String>> all = woven.callLater(51, "q");
        assertThat(all).noneMatch(CompletableFuture::isDone);
        assertThat(woven.futures).hasSize(1);

        woven.futures.get(0).complete("a");

        assertThat(all).allMatch(future -> future.join().equals("a"));
        assertThat(woven.futures).hasSize(1);
        Figures figures = woven.figures();
        assertThat(figures.misses()).isEqualTo(1);
        assertThat(figures.hits()).isEqualTo(50);
        assertThat(figures.coalesced()).isEqualTo(50);
    }

    @Test
    void callsOfOtherKeysAreMadeAtOnce() throws Exception {
        WovenLater woven = woven(PATIENT, "later", ASKED);
        woven.callLater(1, "q");

        woven.callLater(1, "another");

        assertThat(woven.futures).hasSize(2);
    }

    /** Whose own call might depend on the thread that it is made on. */
    @Test
    void aMethodOfTheUsersIsAskedByEachUnlessHeSaysSo() throws Exception {
        WovenLater woven = woven(PATIENT, "later", "ttl: 1h");

        woven.callLater(3, "q");

        assertThat(woven.futures).hasSize(3);
    }

    /** The method may look for it there as well, and then answer another one. */
    @Test
    void aMethodWhoseTenantHangsOnItsThreadIsAskedByEach() throws Exception {
        WovenLater woven = woven(
                PATIENT,
                "later",
                ASKED + ", tenant: { thread-local: " + PromisedFlightTest.class.getName() + "#TENANT }");
        TENANT.set("acme");

        woven.callLater(3, "q");

        TENANT.remove();
        assertThat(woven.futures).hasSize(3);
    }

    @Test
    void theLeaderDoesNotWaitForThoseWhoAreTold() throws Exception {
        WovenLater woven = woven(PATIENT, "later", ASKED);
        CompletableFuture<String> leader = woven.service.later("q");
        CountDownLatch leaderHasGoneOn = new CountDownLatch(1);
        CompletableFuture<Thread> told = woven.service.later("q").thenApply(answer -> {
            awaitUninterruptibly(leaderHasGoneOn);
            return Thread.currentThread();
        });

        woven.futures.get(0).complete("a");

        assertThat(leader).isCompletedWithValue("a");
        assertThat(told).isNotDone();
        leaderHasGoneOn.countDown();
        assertThat(told.join()).isNotSameAs(Thread.currentThread());
    }

    /** Each in code of the host that runs where it is told. */
    @Test
    void thoseWhoAreToldMayWaitForOneAnother() throws Exception {
        WovenLater woven = woven(PATIENT, "later", ASKED);
        int many = 4 * Runtime.getRuntime().availableProcessors() + 1;
        woven.callLater(1, "q");
        CountDownLatch allToldButTheLast = new CountDownLatch(many - 1);
        List<CompletableFuture<Void>> told = new ArrayList<>();
        for (int i = 1; i < many; i++) {
            told.add(woven.service.later("q").thenAccept(answer -> {
                allToldButTheLast.countDown();
                awaitUninterruptibly(allToldButTheLast);
            }));
        }

        woven.futures.get(0).complete("a");

        assertThat(told).allSatisfy(CompletableFuture::join);
    }

    @Test
    void whoIsToldHasTheClassLoaderOfItsOwnThread() throws Exception {
        WovenLater woven = woven(PATIENT, "later", ASKED);
        woven.callLater(1, "q");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader own = new ClassLoader(before) {};
        Thread.currentThread().setContextClassLoader(own);
        CompletableFuture<ClassLoader> told;
        try {
            told = woven.service.later("q").thenApply(answer -> Thread.currentThread()
                    .getContextClassLoader());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }

        woven.futures.get(0).complete("a");

        assertThat(told.join()).isSameAs(own);
    }

    @Test
    void whoWaitedForACallThatFailsMakesItsOwn() throws Exception {
        WovenLater woven = woven(PATIENT, "later", ASKED);
        List<CompletableFuture<String>> all = woven.callLater(3, "q");

        woven.futures.get(0).completeExceptionally(new IllegalStateException("the leader's own"));
        eventually(() -> woven.futures.size() == 3);
        woven.futures.get(1).complete("a");
        woven.futures.get(2).complete("b");

        assertThatThrownBy(all.get(0)::join).hasMessageContaining("the leader's own");
        assertThat(List.of(all.get(1).join(), all.get(2).join())).containsExactlyInAnyOrder("a", "b");
        assertThat(woven.figures().misses()).isEqualTo(3);
        assertThat(woven.figures().hits()).isZero();
    }

    @Test
    void whoseReceiverWasChangedMeanwhileMakesItsOwnCallAndWaitsForNobody() throws Exception {
        WovenLater woven = woven(PATIENT, "later", ASKED);
        List<CompletableFuture<String>> all = woven.callLater(5, "q");

        woven.service.asked++;
        woven.futures.get(0).complete("a");
        eventually(() -> woven.futures.size() == 5);
        woven.futures.subList(1, 5).forEach(future -> future.complete("b"));

        assertThat(all.get(0).join()).isEqualTo("a");
        assertThat(all.subList(1, 5))
                .allSatisfy(future -> assertThat(future.join()).isEqualTo("b"));
    }

    @Test
    void nobodyWaitsAnyMoreWhereCallsChangeTheirReceiverAgainAndAgain() throws Exception {
        WovenLater woven = woven(PATIENT, "later", ASKED);
        for (int burst = 0; burst < 3; burst++) {
            List<CompletableFuture<String>> all = woven.callLater(2, "q");
            int begun = woven.futures.size();
            woven.service.asked++;
            woven.futures.get(begun - 1).complete("a");
            eventually(() -> woven.futures.size() == begun + 1);
            woven.futures.get(begun).complete("a");
            all.forEach(CompletableFuture::join);
            woven.service.asked++; // Or the last answer would be served.
        }
        int before = woven.futures.size();

        woven.callLater(4, "q");

        assertThat(woven.futures).hasSize(before + 4);
    }

    @Test
    void whoWaitedForAnAnswerThatIsNotKeptMakesItsOwn() throws Exception {
        WovenLater woven = woven(PATIENT, "later", ASKED);
        List<CompletableFuture<String>> all = woven.callLater(2, "q");

        woven.futures.get(0).complete("");
        eventually(() -> woven.futures.size() == 2);
        woven.futures.get(1).complete("a");

        assertThat(all.get(1).join()).isEqualTo("a");
    }

    @Test
    void oneOfThoseWhoWaitedForACallThatIsCancelledMakesItForTheOthers() throws Exception {
        WovenLater woven = woven(PATIENT, "later", ASKED);
        List<CompletableFuture<String>> all = woven.callLater(4, "q");

        all.get(0).cancel(true);
        eventually(() -> woven.futures.size() == 2);
        assertThat(woven.futures.get(0)).isCancelled();
        woven.futures.get(1).complete("a");

        for (CompletableFuture<String> other : all.subList(1, 4)) {
            assertThat(other.join()).isEqualTo("a");
        }
        assertThat(woven.futures).hasSize(2);
    }

    /** The real call goes on, and is of no use to anybody. */
    @Test
    void nobodyWaitsForACallWhoseHolderMadeTheEnd() throws Exception {
        WovenLater woven = woven(PATIENT, "later", ASKED);
        CompletableFuture<String> neverCancelled = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                return false;
            }
        };
        woven.later = question -> neverCancelled.minimalCompletionStage();
        CompletableFuture<String> leader = woven.service.later("q");
        woven.later = question -> CompletableFuture.completedFuture("a");
        CompletableFuture<String> other = woven.service.later("q");

        leader.cancel(true);

        assertThat(other.join()).isEqualTo("a");
    }

    @Test
    void whoGivesUpLeavesTheOthersAlone() throws Exception {
        WovenLater woven = woven(PATIENT, "later", ASKED);
        List<CompletableFuture<String>> all = woven.callLater(3, "q");

        all.get(1).cancel(true);
        assertThat(woven.futures.get(0)).isNotDone();
        woven.futures.get(0).complete("a");

        assertThat(all.get(0).join()).isEqualTo("a");
        assertThat(all.get(2).join()).isEqualTo("a");
        assertThat(all.get(1)).isCancelled();
        assertThat(woven.futures).hasSize(1);
    }

    @Test
    void whoCancelsAfterItsOwnCallWasMadeCancelsThat() throws Exception {
        WovenLater woven = woven(PATIENT, "later", ASKED);
        List<CompletableFuture<String>> all = woven.callLater(2, "q");
        woven.futures.get(0).completeExceptionally(new IllegalStateException());
        eventually(() -> woven.futures.size() == 2);

        all.get(1).cancel(true);

        eventually(() -> woven.futures.get(1).isCancelled());
    }

    @Test
    void nobodyWaitsLongerThanTheBound() throws Exception {
        WovenLater woven = woven("single-flight: { wait: 100ms }", "later", ASKED);
        woven.callLater(1, "q"); // And never ends.

        CompletableFuture<String> other = woven.service.later("q");
        eventually(() -> woven.futures.size() == 2);
        woven.futures.get(1).complete("a");

        assertThat(other.join()).isEqualTo("a");
    }

    @Test
    void aCallThatMakesItselfDoesNotWaitForItself() throws Exception {
        WovenLater woven = woven(PATIENT, "later", ASKED);
        int[] depth = new int[1];
        woven.later = question -> depth[0]++ == 0
                ? CompletableFuture.completedFuture(woven.service.later("q").join() + "!")
                : CompletableFuture.completedFuture("a");

        assertThat(woven.service.later("q").join()).isEqualTo("a!");
    }

    @Test
    void twoCallsThatMakeEachOtherDoNotWaitForEachOther() throws Exception {
        WovenLater woven = woven(PATIENT, "later", ASKED);
        CountDownLatch bothRun = new CountDownLatch(2);
        ThreadLocal<Integer> depth = ThreadLocal.withInitial(() -> 0);
        woven.later = question -> {
            if (depth.get() > 0) {
                return CompletableFuture.completedFuture("inner");
            }
            depth.set(1);
            bothRun.countDown();
            awaitUninterruptibly(bothRun);
            String other = question.equals("one") ? "two" : "one";
            return CompletableFuture.completedFuture(woven.service.later(other).join());
        };
        AtomicReference<String> two = new AtomicReference<>();
        Thread thread = new Thread(() -> two.set(woven.service.later("two").join()));
        thread.start();

        assertThat(woven.service.later("one").join()).isEqualTo("inner");
        thread.join();
        assertThat(two.get()).isEqualTo("inner");
    }

    @Test
    void nobodyWaitsForACallWhoseBodyIsBlocked() throws Exception {
        WovenLater woven = woven(PATIENT, "later", ASKED);
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        Object lock = new Object();
        Thread leader = new Thread(() -> woven.service.later("q"));
        woven.later = question -> {
            if (Thread.currentThread() != leader) {
                return CompletableFuture.completedFuture("own");
            }
            runs.countDown();
            awaitUninterruptibly(held);
            synchronized (lock) {
                return CompletableFuture.completedFuture("leader's");
            }
        };
        leader.start();
        runs.await();

        synchronized (lock) {
            held.countDown();
            assertThat(woven.service.later("q").join()).isEqualTo("own");
        }
        leader.join();
    }

    @Test
    void theOwnCallIsOfTheSameTenant() throws Exception {
        WovenLater woven = woven(PATIENT, "later", ASKED);
        Runnable end = woven.engine.beginTenant("acme");
        List<CompletableFuture<String>> all = woven.callLater(2, "q");
        end.run();
        woven.futures.get(0).completeExceptionally(new IllegalStateException());
        eventually(() -> woven.futures.size() == 2);

        woven.futures.get(1).complete("acme's");

        assertThat(all.get(1).join()).isEqualTo("acme's");
        assertThat(woven.service.later("q")).isNotDone(); // Nobody's.
        Runnable again = woven.engine.beginTenant("acme");
        assertThat(woven.service.later("q")).isCompletedWithValue("acme's");
        again.run();
    }

    @Test
    void callsOfTwoTenantsAreTwo() throws Exception {
        WovenLater woven = woven(PATIENT, "later", ASKED);
        Runnable end = woven.engine.beginTenant("acme");
        woven.callLater(1, "q");
        end.run();

        woven.callLater(1, "q");

        assertThat(woven.futures).hasSize(2);
    }

    /** After it had waited in vain, the call that its caller made could not be made any more. */
    @Test
    void aCallWhoseArgumentsCanBeChangedIsMadeAtOnce() throws Exception {
        WovenLater woven = woven(PATIENT, "laterOf", ASKED);
        woven.service.laterOf(List.of("q"));
        List<String> questions = new ArrayList<>(List.of("q"));

        CompletableFuture<String> other = woven.service.laterOf(questions);
        questions.add("r");

        assertThat(woven.futures).hasSize(2);
        woven.futures.get(0).completeExceptionally(new IllegalStateException());
        woven.futures.get(1).complete("own");
        assertThat(other.join()).isEqualTo("own");
    }

    @Test
    void aCallWhoseListCannotBeChangedWaits() throws Exception {
        WovenLater woven = woven(PATIENT, "laterOf", ASKED);
        woven.service.laterOf(List.of("q"));

        CompletableFuture<String> other = woven.service.laterOf(List.of("q"));

        assertThat(woven.futures).hasSize(1);
        woven.futures.get(0).complete("both's");
        assertThat(other.join()).isEqualTo("both's");
    }

    @Test
    void nobodyWaitsWhereItIsSwitchedOff() throws Exception {
        for (WovenLater woven :
                List.of(woven("single-flight: off", "later", ASKED), woven(PATIENT, "later", "single-flight: off"))) {
            woven.callLater(2, "q");

            assertThat(woven.futures).hasSize(2);
        }
    }

    @Test
    void itIsSaidOfACallThatItIsTold() throws Exception {
        WovenLater woven = woven(PATIENT, "later", ASKED);
        woven.callLater(1, "q");

        woven.engine.beginExplaining();
        woven.callLater(1, "q");

        assertThat(woven.engine.endExplaining())
                .contains(
                        "  outcome: coalesced, scope default; it is told what an equal call answers that is under way");
    }
}
