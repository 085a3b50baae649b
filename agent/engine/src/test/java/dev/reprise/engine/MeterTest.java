package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a call costs is what a hit spares, and no work of Reprise's own. */
class MeterTest {

    private final AtomicLong clock = new AtomicLong();
    private final Meters clocks = new Meters(clock::get, new CpuClock(() -> null));

    @Test
    void timeOfTheBodyAloneCounts() {
        Meter meter = Meter.begin(/* isOuter= */ false, /* observes= */ false, clocks, /* lateBeside= */ 0);
        clock.set(100); // Classes were loaded.
        meter.bodyBegins();
        clock.set(150);
        meter.bodyEnds(/* hasAnswered= */ true);
        clock.set(900); // And more.

        assertThat(meter.ended(List.of()).nanos()).isEqualTo(50);
    }

    @Test
    void recordingOfAnAnswerThatComesLaterDoesNotCount() {
        Meter meter = Meter.begin(/* isOuter= */ false, /* observes= */ false, clocks, /* lateBeside= */ 0);
        meter.bodyBegins();
        clock.set(10);
        meter.bodyEnds(/* hasAnswered= */ false);
        clock.set(200);
        meter.tookItself(120); // To encode the parts that came.
        meter.answered();
        clock.set(500);

        assertThat(meter.ended(List.of()).nanos()).isEqualTo(80);
    }

    @Test
    void workOnACallBelowIsNoCostOfTheOneAround() {
        Meter outer = Meter.begin(/* isOuter= */ true, /* observes= */ false, clocks, /* lateBeside= */ 0);
        outer.bodyBegins();
        clock.set(5);
        Meter inner = Meter.begin(/* isOuter= */ false, /* observes= */ false, clocks, /* lateBeside= */ 0);
        clock.set(15);
        inner.bodyBegins();
        clock.set(45);
        inner.bodyEnds(/* hasAnswered= */ true);
        assertThat(inner.ended(List.of()).nanos()).isEqualTo(30);
        clock.set(345); // The inner answer was kept.
        inner.kept();
        clock.set(350);
        outer.bodyEnds(/* hasAnswered= */ true);

        assertThat(outer.ended(List.of()).nanos()).isEqualTo(40);
    }
}
