package dev.reprise.engine.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.tier.RecordingLogger;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private static final Fault FAULT = new Fault("is away", "Bring it back.", /* lasting= */ false);
    private static final Fault LASTING = new Fault("is another", "Name this one.", /* lasting= */ true);

    private final RecordingLogger log = new RecordingLogger();
    private final Breaker breaker = new Breaker("redis tier", "host:1", log);

    @Test
    void thePauseGrowsWhileItFailsAndIsShortAgainAfterALookUp() {
        breaker.open(FAULT);
        assertThat(breaker.pauseMillis()).isEqualTo(100);
        breaker.open(FAULT);
        assertThat(breaker.pauseMillis()).isEqualTo(200);
        for (int i = 0; i < 20; i++) {
            breaker.open(FAULT);
        }
        assertThat(breaker.pauseMillis()).isEqualTo(10_000);

        breaker.close();
        breaker.open(FAULT);
        assertThat(breaker.pauseMillis()).as("it only seemed to work").isEqualTo(10_000);

        breaker.close();
        breaker.proved();
        breaker.open(FAULT);
        assertThat(breaker.pauseMillis()).isEqualTo(100);
    }

    @Test
    void eachChangeIsSaidOnce() {
        assertThat(breaker.hasNews()).isFalse();
        breaker.open(FAULT);
        breaker.open(FAULT);
        say();
        breaker.open(new Fault("is away for another reason", "", /* lasting= */ false));
        assertThat(breaker.hasNews()).isFalse();
        breaker.close();
        say();
        assertThat(breaker.hasNews()).isFalse();

        assertThat(log.lines)
                .containsExactly(
                        "WARN redis tier is off, the other tiers serve and nothing is written to it: host:1 is away."
                                + " Bring it back. Tried again in the background.",
                        "INFO redis tier works again: host:1");
    }

    @Test
    void whatWasOverBeforeItWasSaidIsNotSaid() {
        breaker.open(FAULT);
        breaker.close();

        assertThat(breaker.hasNews()).isFalse();
    }

    @Test
    void whatLastsIsSaidAlsoAfterAnotherFaultAndNotTriedAgain() {
        breaker.open(FAULT);
        say();
        assertThat(breaker.isStuck()).isFalse();

        breaker.open(LASTING);
        assertThat(breaker.isStuck()).isTrue();
        say();

        assertThat(log.lines).hasSize(2).last().asString().endsWith("host:1 is another. Name this one.");
    }

    private void say() {
        assertThat(breaker.hasNews()).isTrue();
        breaker.news().run();
    }
}
