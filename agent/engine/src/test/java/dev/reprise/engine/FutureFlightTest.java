package dev.reprise.engine;

import static dev.reprise.engine.WovenLater.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Calls that return what is no more than a future, which tells nobody when it is done. */
class FutureFlightTest extends EqualCallsLater {

    /** The tasks of the real calls, each of which answers what the test says when it is run. */
    private final List<FutureTask<String>> tasks = new CopyOnWriteArrayList<>();

    /** Whoever lets go of a future gives its call up. */
    private final List<Future<String>> held = new ArrayList<>();

    private volatile Callable<String> answer = () -> "a";

    private WovenLater woven(String setting, String ofMethod) throws Exception {
        WovenLater woven = woven(setting, "sometime", ofMethod);
        woven.later = question -> {
            FutureTask<String> task = new FutureTask<>(() -> answer.call());
            tasks.add(task);
            return task;
        };
        return woven;
    }

    private List<Future<String>> call(WovenLater woven, int times) {
        List<Future<String>> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.add(call(woven));
        }
        return all;
    }

    private Future<String> call(WovenLater woven) {
        Future<String> future = woven.service.sometime("q");
        held.add(future);
        return future;
    }

    @Test
    void equalCallsAtTheSameTimeMakeOneRealCall() throws Exception {
        WovenLater woven = woven(PATIENT, ASKED);
        List<Future<String>> all = call(woven, 51);
        assertThat(all).noneMatch(Future::isDone);

        tasks.get(0).run();

        for (Future<String> each : all) {
            assertThat(each.get()).isEqualTo("a");
        }
        assertThat(tasks).hasSize(1);
        assertThat(woven.figures().misses()).isEqualTo(1);
        assertThat(woven.figures().coalesced()).isEqualTo(50);
    }

    @Test
    void whoWaitsHasTheAnswerThoughItsHolderDoesNotAskForIt() throws Exception {
        WovenLater woven = woven(PATIENT, ASKED);
        Future<String> leader = call(woven);
        Future<String> other = call(woven);

        tasks.get(0).run();

        assertThat(other.get(1, TimeUnit.HOURS)).isEqualTo("a");
        assertThat(other.isDone()).isTrue();
        assertThat(call(woven).get()).isEqualTo("a");
        assertThat(leader.get()).isEqualTo("a");
        assertThat(tasks).hasSize(1);
    }

    @Test
    void whoComesWhenTheAnswerIsThereHasItThoughNobodyAskedForIt() throws Exception {
        WovenLater woven = woven(PATIENT, ASKED);
        Future<String> leader = call(woven);
        tasks.get(0).run();

        Future<String> other = call(woven);
        eventually(other::isDone);

        assertThat(other.get()).isEqualTo("a");
        assertThat(tasks).hasSize(1);
        assertThat(leader.isDone()).isTrue();
    }

    @Test
    void whoHasTheAnswerHasItAgainAndCannotCancelIt() throws Exception {
        WovenLater woven = woven(PATIENT, ASKED);
        List<Future<String>> all = call(woven, 2);
        tasks.get(0).run();

        assertThat(all.get(1).get()).isEqualTo("a");
        assertThat(all.get(1).get()).isEqualTo("a");
        assertThat(all.get(1).cancel(true)).isFalse();
        assertThat(all.get(1).isCancelled()).isFalse();
    }

    @Test
    void nobodyWaitsLongerThanHeSays() throws Exception {
        WovenLater woven = woven(PATIENT, ASKED);
        List<Future<String>> all = call(woven, 2);

        assertThatThrownBy(() -> all.get(1).get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        tasks.get(0).run();
        assertThat(all.get(1).get()).isEqualTo("a");
    }

    @Test
    void whoWaitedForACallThatFailsMakesItsOwn() throws Exception {
        WovenLater woven = woven(PATIENT, ASKED);
        List<Future<String>> all = call(woven, 3);
        answer = () -> {
            throw new IllegalStateException("the leader's own");
        };
        tasks.get(0).run();

        eventually(() -> tasks.size() == 3);
        answer = () -> "b";
        tasks.get(1).run();
        tasks.get(2).run();

        assertThatThrownBy(all.get(0)::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .hasMessage("the leader's own");
        assertThat(all.get(1).get()).isEqualTo("b");
        assertThat(all.get(2).get()).isEqualTo("b");
        assertThat(woven.figures().misses()).isEqualTo(3);
    }

    @Test
    void whoWaitedForACallThatFailsFailsAsWellIfTheUserSaysSo() throws Exception {
        WovenLater woven = woven("single-flight: { wait: 1h, share-failures: true }", ASKED);
        List<Future<String>> all = call(woven, 3);
        IllegalStateException failure = new IllegalStateException("the leader's own");
        answer = () -> {
            throw failure;
        };
        tasks.get(0).run();

        for (Future<String> other : all.subList(1, 3)) {
            assertThatThrownBy(other::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("the leader's own")
                    .isNotSameAs(failure);
            assertThat(other.isDone()).isTrue();
        }
        assertThat(tasks).hasSize(1);
    }

    /** Which says nothing of itself, so that nobody gets to know it. */
    private static final class Untold extends RuntimeException {

        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }

    /** Which says nothing of what it comes from. */
    private static final class Unfounded extends RuntimeException {

        private static final long serialVersionUID = 1;

        @Override
        public synchronized Throwable getCause() {
            throw new IllegalStateException("no cause");
        }
    }

    @Test
    void nobodyWaitsForACallWhoseFailureHasNoCauseToTell() throws Exception {
        List<Future<String>> all = thatGoOnAfter(new Unfounded(), 2);

        assertThat(all.get(1).get()).isEqualTo("b");
    }

    /** Returns what callers got, of whom the first one's call fails and the next one's is answered. */
    private List<Future<String>> thatGoOnAfter(RuntimeException failure, int callers) throws Exception {
        WovenLater woven = woven(PATIENT, ASKED);
        answer = () -> {
            throw failure;
        };
        List<Future<String>> all = call(woven, callers);
        tasks.get(0).run();
        answer = () -> "b";
        eventually(() -> tasks.size() > 1);
        tasks.get(1).run();
        return all;
    }

    @Test
    void nobodyWaitsForACallWhoseFailureCannotBeTold() throws Exception {
        List<Future<String>> all = thatGoOnAfter(new Untold(), 3);

        assertThat(all.get(1).get()).isEqualTo("b");
        assertThat(all.get(2).get()).isEqualTo("b");
        assertThatThrownBy(all.get(0)::get).hasMessage("no message");
    }

    @Test
    void oneOfThoseWhoWaitedForACallThatIsCancelledMakesItForTheOthers() throws Exception {
        WovenLater woven = woven(PATIENT, ASKED);
        List<Future<String>> all = call(woven, 4);

        assertThat(all.get(0).cancel(true)).isTrue();
        eventually(() -> tasks.size() == 2);
        tasks.get(1).run();

        assertThat(tasks.get(0).isCancelled()).isTrue();
        assertThatThrownBy(all.get(0)::get).isInstanceOf(CancellationException.class);
        for (Future<String> other : all.subList(1, 4)) {
            assertThat(other.get()).isEqualTo("a");
        }
        assertThat(tasks).hasSize(2);
    }

    @Test
    void whoGivesUpLeavesTheOthersAlone() throws Exception {
        WovenLater woven = woven(PATIENT, ASKED);
        List<Future<String>> all = call(woven, 3);

        assertThat(all.get(1).cancel(true)).isTrue();

        assertThat(all.get(1).isCancelled()).isTrue();
        assertThat(all.get(1).isDone()).isTrue();
        assertThatThrownBy(all.get(1)::get).isInstanceOf(CancellationException.class);
        assertThat(tasks.get(0).isCancelled()).isFalse();
        tasks.get(0).run();
        assertThat(all.get(2).get()).isEqualTo("a");
        assertThat(tasks).hasSize(1);
    }

    /** As a thread that is interrupted while it waits for the real one: that goes on. */
    @Test
    void whoIsInterruptedLeavesTheOthersAlone() throws Exception {
        WovenLater woven = woven(PATIENT, ASKED);
        List<Future<String>> all = call(woven, 2);

        Thread.currentThread().interrupt();
        assertThatThrownBy(all.get(1)::get).isInstanceOf(InterruptedException.class);

        tasks.get(0).run();
        assertThat(all.get(1).get()).isEqualTo("a");
    }

    @Test
    void nobodyWaitsForLongerThanTheBound() throws Exception {
        WovenLater woven = woven("single-flight: { wait: 50ms }", ASKED);
        List<Future<String>> all = call(woven, 2);

        eventually(() -> tasks.size() == 2);
        tasks.get(1).run();

        assertThat(all.get(1).get()).isEqualTo("a");
        assertThat(all.get(0).isDone()).isFalse();
    }

    @Test
    void whatTheMethodItselfThrowsWhenItIsCalledAfterAWaitIsToldByTheFuture() throws Exception {
        WovenLater woven = woven(PATIENT, ASKED);
        List<Future<String>> all = call(woven, 2);
        woven.later = question -> {
            throw new IllegalStateException("full");
        };

        all.get(0).cancel(true);

        assertThatThrownBy(all.get(1)::get).cause().hasMessage("full");
    }

    @Test
    void aMethodOfTheUsersIsAskedByEachUnlessHeSaysSo() throws Exception {
        WovenLater woven = woven(PATIENT, "ttl: 1h");

        call(woven, 3);

        assertThat(tasks).hasSize(3);
    }
}
