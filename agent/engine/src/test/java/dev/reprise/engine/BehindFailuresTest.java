package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.tier.RecordingLogger;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is said of real calls behind their callers that fail. */
class BehindFailuresTest {

    private static final String LINE = "WARN a.A#a: a real call behind a caller whom an entry answers has failed: ";

    private final RecordingLogger log = new RecordingLogger();
    private final Behind behind = new Behind("a.A#a", log);
    private long now = Long.MAX_VALUE - 5;

    @Test
    void aMethodThatFailsNowAndThenIsToldOfEveryTenMinutes() {
        for (int minute = 0; minute < 20; minute++) {
            behind.inVain("it threw a.B", now);
            behind.answered();
            behind.providerFailed("HTTP 503", now);
            behind.answered();
            now += Duration.ofMinutes(1).toNanos();
        }

        assertThat(log.lines)
                .containsExactly(LINE + "it threw a.B", LINE + "it threw a.B; 20 have since this was last said");
    }

    @Test
    void oneThatDoesNothingButFailIsToldOfOnce() {
        for (int hour = 0; hour < 20; hour++) {
            behind.providerFailed("HTTP 503", now);
            now += Duration.ofHours(1).toNanos();
        }
        assertThat(log.lines).containsExactly(LINE + "its provider fails: HTTP 503");

        behind.answered();
        behind.providerFailed("HTTP 502", now);
        assertThat(log.lines).last().isEqualTo(LINE + "its provider fails: HTTP 502; 20 have since this was last said");
    }

    @Test
    void threeInARowAreToldOfWhateverWasSaidBefore() {
        behind.inVain("it threw a.B", now);
        behind.answered();
        for (int i = 0; i < 4; i++) {
            behind.inVain("it threw a.C", now);
        }

        assertThat(behind.isOver()).isTrue();
        assertThat(log.lines)
                .containsExactly(
                        LINE + "it threw a.B",
                        "WARN a.A#a: no real call is made behind its callers any more: 3 in a row failed, the last"
                                + " because it threw a.C");
    }
}
