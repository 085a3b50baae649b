package dev.reprise.engine;

import static dev.reprise.engine.WovenLater.awaitUninterruptibly;
import static dev.reprise.engine.WovenLater.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.WovenLater.Listener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class CallbackFlightTest extends EqualCallsLater {

    /** Remembers what it is told. */
    private static final class Heard implements Listener {

        final List<String> parts = new CopyOnWriteArrayList<>();
        final CompletableFuture<List<String>> end = new CompletableFuture<>();

        static Heard of(WovenLater woven, String question) {
            Heard heard = new Heard();
            woven.service.tell(question, heard);
            return heard;
        }

        @Override
        public void part(String text) {
            parts.add(text);
        }

        @Override
        public void end() {
            end.complete(parts);
        }

        @Override
        public void failed(Throwable thrown) {
            end.completeExceptionally(thrown);
        }
    }

    private final List<Listener> real = new CopyOnWriteArrayList<>();

    private WovenLater telling(String setting, String ofMethod) throws Exception {
        WovenLater woven = woven(setting, "tell", ofMethod);
        woven.called = arguments -> {
            real.add((Listener) arguments[1]);
            return null;
        };
        return woven;
    }

    private static void answer(Listener listener) {
        listener.part("a");
        listener.part("b");
        listener.end();
    }

    @Test
    void whoeverWaitsForAnotherIsCoalescedAndWhomAnEntryAnswersIsNot() throws Exception {
        WovenLater woven = telling(PATIENT, LATER);
        Heard first = Heard.of(woven, "q");

        Lookup waiting = enter(woven, new Heard());
        answer(real.get(0));
        first.end.join();
        woven.engine.flush();
        Lookup afterwards = enter(woven, new Heard());

        assertThat(List.of(waiting, afterwards))
                .extracting(found -> ((Lookup.Hit) ((Lookup.Replay) found).answer()).source())
                .containsExactly(Source.COALESCED, Source.MEMORY);
    }

    private static Lookup enter(WovenLater woven, Heard heard) {
        return woven.engine.enter(woven.methods.get("tell"), woven.service, new Object[] {"q", heard});
    }

    @Test
    void equalCallsAtTheSameTimeMakeOneRealCall() throws Exception {
        WovenLater woven = telling(PATIENT, LATER);
        List<Heard> all = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            all.add(Heard.of(woven, "q"));
        }
        assertThat(real).hasSize(1);

        answer(real.get(0));

        assertThat(all).allSatisfy(heard -> assertThat(heard.end.join()).containsExactly("a", "b"));
        assertThat(real).hasSize(1);
        assertThat(woven.figures().coalesced()).isEqualTo(20);
        assertThat(woven.figures().misses()).isEqualTo(1);
    }

    @Test
    void whoWaitedForACallThatFailsMakesItsOwn() throws Exception {
        WovenLater woven = telling(PATIENT, LATER);
        Heard leader = Heard.of(woven, "q");
        Heard other = Heard.of(woven, "q");

        real.get(0).failed(new IllegalStateException("the leader's own"));
        eventually(() -> real.size() == 2);
        answer(real.get(1));

        assertThat(other.end.join()).containsExactly("a", "b");
        assertThat(leader.end).isCompletedExceptionally();
    }

    @Test
    void whatItsOwnCallThrowsIsToldToTheCallback() throws Exception {
        WovenLater woven = telling(PATIENT, LATER);
        Heard.of(woven, "q");
        Heard other = Heard.of(woven, "q");
        woven.called = arguments -> {
            throw new IllegalStateException("its own");
        };

        real.get(0).failed(new IllegalStateException("the leader's own"));

        assertThat(other.end.handle((parts, thrown) -> thrown.getMessage()).join())
                .isEqualTo("its own");
    }

    @Test
    void nobodyWaitsForACallbackThatIsBusy() throws Exception {
        WovenLater woven = telling(PATIENT, LATER);
        CountDownLatch otherHasItsAnswer = new CountDownLatch(1);
        woven.service.tell("q", new Listener() {
            @Override
            public void part(String text) {
                awaitUninterruptibly(otherHasItsAnswer);
            }

            @Override
            public void end() {}

            @Override
            public void failed(Throwable thrown) {}
        });
        Heard other = Heard.of(woven, "q");
        Thread telling = new Thread(() -> answer(real.get(0)));
        telling.start();

        eventually(() -> real.size() == 2);
        answer(real.get(1));

        assertThat(other.end.join()).containsExactly("a", "b");
        otherHasItsAnswer.countDown();
        telling.join();
    }

    @Test
    void nobodyWaitsLongerThanTheBound() throws Exception {
        WovenLater woven = telling("single-flight: { wait: 100ms }", LATER);
        Heard.of(woven, "q"); // And is never told.

        Heard other = Heard.of(woven, "q");
        eventually(() -> real.size() == 2);
        answer(real.get(1));

        assertThat(other.end.join()).containsExactly("a", "b");
    }

    /** It may call back where and when it likes. */
    @Test
    void aMethodOfWhichItIsNotKnownWhenItEndsIsAskedByEach() throws Exception {
        WovenLater woven = telling(PATIENT, "callback: { argument: 1, ends: [end] }, single-flight: on");

        Heard.of(woven, "q");
        Heard.of(woven, "q");

        assertThat(real).hasSize(2);
    }

    @Test
    void whoeverWouldWaitForTheRealOneOnItsThreadWaitsThere() throws Exception {
        WovenLater woven = woven(PATIENT, "chat", "callback: { argument: 1 }");
        CountDownLatch runs = new CountDownLatch(1);
        CountDownLatch otherWaits = new CountDownLatch(1);
        woven.called = arguments -> {
            runs.countDown();
            awaitUninterruptibly(otherWaits);
            consumer(arguments[1]).accept("to");
            consumer(arguments[1]).accept("ken");
            return "token";
        };
        Thread leader = new Thread(() -> woven.service.chat("q", token -> {}));
        leader.start();
        runs.await();
        List<String> tokens = new ArrayList<>();
        FutureTask<String> other = new FutureTask<>(() -> woven.service.chat("q", tokens::add));
        Thread waiting = new Thread(other);
        waiting.start();
        eventually(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        otherWaits.countDown();

        assertThat(other.get()).isEqualTo("token");
        assertThat(tokens).containsExactly("to", "ken");
        assertThat(woven.figures().coalesced()).isEqualTo(1);
        leader.join();
    }

    @SuppressWarnings("unchecked")
    private static java.util.function.Consumer<String> consumer(Object argument) {
        return (java.util.function.Consumer<String>) argument;
    }
}
