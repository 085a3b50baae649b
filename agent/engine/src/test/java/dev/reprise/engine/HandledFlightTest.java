package dev.reprise.engine;

import static dev.reprise.engine.WovenLater.awaitUninterruptibly;
import static dev.reprise.engine.WovenLater.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.core.http.AsyncStreamResponse;
import dev.reprise.engine.Streamed.Heard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Calls that wait for an equal one whose streamed response calls a handler. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class HandledFlightTest extends EqualCallsLater {

    /** Longer than any test may take: who waits for one of the bounds fails. */
    private static final String PATIENT = "single-flight: { wait: 1h, pause: 1h }";

    private static final String HASTY = "single-flight: { wait: 1h, pause: 1ms }";

    private final List<Streamed> real = new CopyOnWriteArrayList<>();

    private WovenLater streaming(String setting) throws Exception {
        WovenLater woven = woven(setting, "streamed", ASKED);
        woven.called = arguments -> {
            Streamed response = new Streamed();
            real.add(response);
            return response;
        };
        return woven;
    }

    private static Heard ask(WovenLater woven) {
        return Heard.of(woven.service.streamed("q"));
    }

    private static List<Heard> ask(WovenLater woven, int times) {
        List<Heard> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            all.add(ask(woven));
        }
        return all;
    }

    /** Returns the real call that is made after others, once its response is subscribed to. */
    private Streamed made(int number) {
        eventually(() -> real.size() > number && real.get(number).isSubscribed());
        return real.get(number);
    }

    @Test
    void equalCallsAtTheSameTimeMakeOneRealCall() throws Exception {
        WovenLater woven = streaming(PATIENT);
        List<Heard> all = ask(woven, 21);
        assertThat(real).hasSize(1);

        real.get(0).answers("a", "b");

        assertThat(all).allSatisfy(heard -> assertThat(heard.end.join()).containsExactly("a", "b"));
        assertThat(real).hasSize(1);
        assertThat(woven.figures().coalesced()).isEqualTo(20);
        assertThat(woven.figures().misses()).isEqualTo(1);
    }

    @Test
    void whoSubscribesWhenTheAnswerIsThereGetsItToo() throws Exception {
        WovenLater woven = streaming(PATIENT);
        Heard leader = ask(woven);
        AsyncStreamResponse<String> other = woven.service.streamed("q");
        CompletableFuture<Void> future = other.onCompleteFuture();
        real.get(0).answers("a", "b");
        leader.end.join();
        eventually(() -> woven.figures().coalesced() == 1);

        Heard heard = Heard.of(other);

        assertThat(heard.end.join()).containsExactly("a", "b");
        assertThat(future.join()).isNull();
        assertThat(real).hasSize(1);
    }

    @Test
    void whoWaitedForACallThatFailsMakesItsOwn() throws Exception {
        WovenLater woven = streaming(PATIENT);
        Heard leader = ask(woven);
        Heard other = ask(woven);

        real.get(0).fails(new IllegalStateException("the leader's own"));
        made(1).answers("a", "b");

        assertThat(other.end.join()).containsExactly("a", "b");
        assertThat(leader.failure()).hasMessage("the leader's own");
    }

    @Test
    void aFailureIsSharedIfTheUserSaysSo() throws Exception {
        WovenLater woven = streaming("single-flight: { wait: 1h, pause: 1h, share-failures: true }");
        ask(woven);
        AsyncStreamResponse<String> response = woven.service.streamed("q");
        Heard other = Heard.of(response);
        IllegalStateException thrown = new IllegalStateException("all have it");

        real.get(0).fails(thrown);

        assertThat(other.failure())
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("all have it");
        assertThat(other.failure()).isNotSameAs(thrown);
        assertThatThrownBy(response.onCompleteFuture()::join).hasRootCauseMessage("all have it");
        assertThat(real).hasSize(1);
    }

    /** It says nothing of the provider. */
    @Test
    void whatTheLeadersHandlerThrowsIsNotShared() throws Exception {
        WovenLater woven = streaming("single-flight: { wait: 1h, pause: 1h, share-failures: true }");
        woven.service.streamed("q").subscribe(part -> {
            throw new IllegalStateException("of the leader's handler");
        });
        List<Heard> others = ask(woven, 3);

        assertThatThrownBy(() -> real.get(0).answers("a")).hasMessage("of the leader's handler");
        real.get(0).fails(new IllegalStateException("of the leader's handler"));
        made(1).answers("a", "b");

        assertThat(others).allSatisfy(other -> assertThat(other.end.join()).containsExactly("a", "b"));
        assertThat(real).hasSize(2);
    }

    @Test
    void whatItsOwnCallThrowsIsToldToTheHandlerAndTheFuture() throws Exception {
        WovenLater woven = streaming(PATIENT);
        ask(woven);
        AsyncStreamResponse<String> response = woven.service.streamed("q");
        Heard other = Heard.of(response);
        woven.called = arguments -> {
            throw new IllegalStateException("its own");
        };

        real.get(0).fails(new IllegalStateException("the leader's own"));

        assertThat(other.failure()).hasMessage("its own");
        assertThatThrownBy(response.onCompleteFuture()::join).hasRootCauseMessage("its own");
    }

    @Test
    void whoClosesWhatHeWaitsForDisturbsNobody() throws Exception {
        WovenLater woven = streaming(PATIENT);
        Heard leader = ask(woven);
        AsyncStreamResponse<String> closed = woven.service.streamed("q");
        Heard unwanted = Heard.of(closed);
        Heard other = ask(woven);

        closed.close();
        assertThat(closed.onCompleteFuture()).isCompleted();
        assertThatThrownBy(() -> closed.subscribe(unwanted))
                .hasMessage("Cannot subscribe after the response is closed");
        real.get(0).answers("a");

        assertThat(leader.end.join()).containsExactly("a");
        assertThat(other.end.join()).containsExactly("a");
        assertThat(unwanted.parts).isEmpty();
        assertThat(real).hasSize(1);
        assertThat(real.get(0).isClosed()).isFalse();
    }

    @Test
    void oneOfThoseWhoWaitMakesTheCallThatItsOwnerCloses() throws Exception {
        for (boolean isSubscribed : new boolean[] {true, false}) {
            real.clear();
            WovenLater woven = streaming(PATIENT);
            AsyncStreamResponse<String> leader = woven.service.streamed("q");
            if (isSubscribed) {
                leader.subscribe(new Heard());
            }
            List<Heard> others = ask(woven, 5);

            leader.close();
            made(1).answers("a");

            assertThat(others).allSatisfy(other -> assertThat(other.end.join()).containsExactly("a"));
            assertThat(real).hasSize(2);
        }
    }

    @Test
    void whatIsClosedWhileItsOwnCallIsMadeIsClosedThere() throws Exception {
        WovenLater woven = streaming(PATIENT);
        ask(woven);
        AsyncStreamResponse<String> other = woven.service.streamed("q");
        Heard unwanted = Heard.of(other);
        woven.called = arguments -> {
            other.close();
            Streamed response = new Streamed();
            real.add(response);
            return response;
        };

        real.get(0).fails(new IllegalStateException("the leader's own"));
        eventually(() -> real.size() == 2 && real.get(1).isClosed());

        assertThat(real.get(1).isSubscribed()).isFalse();
        assertThat(unwanted.parts).isEmpty();
        assertThat(other.onCompleteFuture().join()).isNull();
    }

    @Test
    void nobodyWaitsLongForOneWhoDoesNotSubscribe() throws Exception {
        WovenLater woven = streaming(HASTY);
        AsyncStreamResponse<String> leader = woven.service.streamed("q");

        Heard other = ask(woven);
        made(1).answers("a");

        assertThat(other.end.join()).containsExactly("a");
        Heard late = Heard.of(leader);
        real.get(0).answers("b");
        assertThat(late.end.join()).as("the slow one has his own").containsExactly("b");
    }

    @Test
    void nobodyWaitsLongForAHandlerThatTakesNoMore() throws Exception {
        WovenLater woven = streaming(HASTY);
        CountDownLatch otherHasItsAnswer = new CountDownLatch(1);
        woven.service.streamed("q").subscribe(part -> awaitUninterruptibly(otherHasItsAnswer));
        Heard other = ask(woven);
        Thread sending = new Thread(() -> real.get(0).answers("a", "b"));
        sending.start();

        made(1).answers("a", "b");

        assertThat(other.end.join()).containsExactly("a", "b");
        otherHasItsAnswer.countDown();
        sending.join();
    }

    @Test
    void nobodyWaitsLongerThanTheBound() throws Exception {
        WovenLater woven = streaming("single-flight: { wait: 100ms, pause: 1h }");
        ask(woven); // And is never told.
        Heard other = ask(woven);

        made(1).answers("a");

        assertThat(other.end.join()).containsExactly("a");
    }

    @Test
    void whoCallsAfterTheEndHasAHit() throws Exception {
        WovenLater woven = streaming(PATIENT);
        Heard leader = ask(woven);
        real.get(0).answers("a");
        leader.end.join();

        assertThat(ask(woven).end.join()).containsExactly("a");
        assertThat(real).hasSize(1);
        assertThat(woven.figures().coalesced()).isZero();
    }
}
