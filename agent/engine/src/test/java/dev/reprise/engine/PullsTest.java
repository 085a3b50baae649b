package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PullsTest {

    private long now = 1;
    private final Pullers pullers = new Pullers(() -> now);
    private final Pulls pulls = pullers.begin(Duration.ofMillis(100), /* byHandler= */ false);

    private void passes(long millis) {
        now += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private void pullTaking(long millis) {
        pulls.pulling();
        passes(millis);
        pulls.pulled();
    }

    @Test
    void howLongTheBodyTakesIsTheProvidersAffair() {
        passes(60_000);

        assertThat(pulls.areSlow()).isFalse();
    }

    @Test
    void whoDoesNotBeginToPullIsSlow() {
        pulls.handedOver();
        passes(100);
        assertThat(pulls.areSlow()).isFalse();

        passes(1);

        assertThat(pulls.areSlow()).isTrue();
    }

    @Test
    void howLongAPullTakesIsTheProvidersAffair() {
        pulls.handedOver();
        passes(50);
        pulls.pulling();
        passes(60_000);

        assertThat(pulls.areSlow()).isFalse();
    }

    @Test
    void whoPausesForTooLongIsSlowHoweverLongHeHasPulled() {
        pulls.handedOver();
        pullTaking(60_000);
        passes(100);
        assertThat(pulls.areSlow()).isFalse();

        passes(1);

        assertThat(pulls.areSlow()).isTrue();
    }

    @Test
    void whoTakesABetterPartOfTheTimeThanTheProviderIsSlow() {
        pulls.handedOver();
        pullTaking(20);
        passes(50);
        pullTaking(20);
        passes(50);
        assertThat(pulls.areSlow()).isFalse();

        pullTaking(20);
        passes(50);

        assertThat(pulls.areSlow()).isTrue();
    }

    @Test
    void whoTakesALittleWhileEachTimeIsNotSlow() {
        pulls.handedOver();
        for (int i = 0; i < 1_000; i++) {
            pullTaking(20);
            passes(10);

            assertThat(pulls.areSlow()).isFalse();
        }
    }

    @Test
    void whatIsReadBeforeTheStreamIsHandedOverDoesNotCount() {
        passes(60_000);
        pullTaking(20);
        passes(60_000);

        pulls.handedOver();

        assertThat(pulls.areSlow()).isFalse();
    }

    @Test
    void whoPulledLastIsKnown() throws Exception {
        pulls.handedOver();
        assertThat(pulls.puller()).isSameAs(Thread.currentThread());
        Thread other = new Thread(pulls::pulling);
        other.start();
        other.join();

        assertThat(pulls.puller()).isSameAs(other);
    }

    private void inVain(boolean awaited) {
        Pulls left = pullers.begin(Duration.ofMillis(100), /* byHandler= */ false);
        if (awaited) {
            left.awaited();
        }
        left.handedOver();
        left.over(/* inVain= */ true);
    }

    @Test
    void nobodyWaitsForAWhileAfterThreeThatWereWaitedForInVain() {
        for (int i = 0; i < 3; i++) {
            assertThat(pullers.areLeft()).isFalse();
            inVain(/* awaited= */ true);
        }
        assertThat(pullers.areLeft()).isTrue();
        passes(60_000);
        assertThat(pullers.areLeft()).isFalse();

        inVain(/* awaited= */ true);

        assertThat(pullers.areLeft()).isTrue();
    }

    @Test
    void whatNobodyWasHandedToPullIsNotCounted() {
        for (int i = 0; i < 10; i++) {
            Pulls elsewhere = pullers.begin(Duration.ofMillis(100), /* byHandler= */ true);
            elsewhere.awaited();
            elsewhere.over(/* inVain= */ true);
        }

        assertThat(pullers.areLeft()).isFalse();
    }

    @Test
    void whichThreadsAHandlerIsCalledOnIsOfNoInterest() throws Exception {
        Pulls taken = pullers.begin(Duration.ofMillis(100), /* byHandler= */ true);
        taken.handedOver();
        Thread handling = new Thread(taken::pulling);
        handling.start();
        handling.join();
        passes(60_000);

        assertThat(taken.puller()).isNull();
        assertThat(taken.areSlow()).isFalse();
    }

    @Test
    void whatNobodyWaitedForIsNotCounted() {
        for (int i = 0; i < 10; i++) {
            inVain(/* awaited= */ false);
        }

        assertThat(pullers.areLeft()).isFalse();
    }

    @Test
    void whatIsPulledToItsEndLetsOthersWaitAgain() {
        for (int i = 0; i < 3; i++) {
            inVain(/* awaited= */ true);
        }

        pulls.over(/* inVain= */ false);

        assertThat(pullers.areLeft()).isFalse();
        inVain(/* awaited= */ true);
        assertThat(pullers.areLeft()).isFalse();
    }
}
