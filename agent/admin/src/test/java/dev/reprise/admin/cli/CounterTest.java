package dev.reprise.admin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CounterTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, /* autoFlush= */ true, UTF_8);
    private long nanos;

    @Test
    void itShowsANumberABarAndTheTimeThatIsLeftAndTakesThemAway() {
        try (Counter counter = counter(/* shows= */ true, /* colours= */ false)) {
            pass(30);
            counter.at(1_234, 0.25);
            assertThat(shown()).isEqualTo("\rexported 1,234 [######------------------]  25 %, 1:30 left");
        }

        assertThat(shown()).endsWith("\r" + " ".repeat(58) + "\r");
    }

    @Test
    void whereNobodyKnowsHowMuchThereIsItIsANumberAlone() {
        try (Counter counter = counter(/* shows= */ true, /* colours= */ false)) {
            pass(1);
            counter.at(7);
            assertThat(shown()).isEqualTo("\rexported 7");
        }
    }

    @Test
    void aShorterLineLeavesNothingOfTheOneBefore() {
        try (Counter counter = counter(/* shows= */ true, /* colours= */ false)) {
            pass(1);
            counter.at(7, 0.5);
            int before = bytes.size();
            pass(1);
            counter.at(8);

            assertThat(shown().substring(before)).isEqualTo("\rexported 8" + " ".repeat(before - 11));
        }
    }

    @Test
    void itIsShownAFewTimesASecondAndNeverPastItsEnd() {
        try (Counter counter = counter(/* shows= */ true, /* colours= */ false)) {
            counter.at(1, 0.1);
            pass(1);
            counter.at(2, 0.2);
            counter.at(3, 0.3);
            assertThat(shown()).contains("exported 2").doesNotContain("exported 1", "exported 3");
            pass(1);
            counter.at(4, 1.7);
            assertThat(shown()).contains("[########################] 100 %, 0:00 left");
        }
    }

    @Test
    void coloursAreForWhoWantsThem() {
        try (Counter counter = counter(/* shows= */ true, /* colours= */ true)) {
            pass(1);
            counter.at(1, 0.5);
            assertThat(shown()).contains("[\u001b[32m############\u001b[0m------------]");
        }
    }

    @Test
    void whereNobodyLooksNothingIsShown() {
        try (Counter counter = counter(/* shows= */ false, /* colours= */ false)) {
            pass(10);
            counter.at(1, 0.5);
        }

        assertThat(shown()).isEmpty();
    }

    private Counter counter(boolean shows, boolean colours) {
        return new Counter(err, shows, colours, "exported", () -> nanos);
    }

    private void pass(int seconds) {
        nanos += Duration.ofSeconds(seconds).toNanos();
    }

    private String shown() {
        return bytes.toString(UTF_8);
    }
}
