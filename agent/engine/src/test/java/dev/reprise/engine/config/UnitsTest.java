package dev.reprise.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {

    @Test
    void durationsAreRead() {
        assertThat(Durations.parse("100ms")).isEqualTo(Duration.ofMillis(100));
        assertThat(Durations.parse("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(Durations.parse("10m")).isEqualTo(Duration.ofMinutes(10));
        assertThat(Durations.parse("24 h")).isEqualTo(Duration.ofHours(24));
        assertThat(Durations.parse("36500d")).isEqualTo(Duration.ofDays(36500));
    }

    @Test
    void durationsAreWrittenAsTheyAreRead() {
        for (String text : List.of("1500ms", "90s", "10m", "24h", "7d")) {
            assertThat(Durations.parse(Durations.text(Durations.parse(text)))).isEqualTo(Durations.parse(text));
        }
        assertThat(Durations.text(Duration.ofHours(24))).isEqualTo("1d");
        assertThat(Durations.text(Duration.ofSeconds(90))).isEqualTo("90s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "s", "-1s", "1.5h", "1h30m", "1H", "٣s", "9999999999999999999s", "1 0s"})
    void otherTextIsNoDuration(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessage("\"" + text
                        + "\" is not a duration; write a whole number and a unit, such as 100ms, 90s, 10m, 24h or 7d");
    }

    @Test
    void impossibleDurationsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse("0s"))
                .withMessage("\"0s\" is no time at all; write at least 1ms");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse("999999999999999999d"))
                .withMessage("\"999999999999999999d\" is more than a hundred years; write at most 36500d");
    }

    @Test
    void sizesAreReadInPowersOf1024() {
        assertThat(Sizes.parse("100B")).isEqualTo(100);
        assertThat(Sizes.parse("512KB")).isEqualTo(512 << 10);
        assertThat(Sizes.parse("64MB")).isEqualTo(64 << 20);
        assertThat(Sizes.parse("1GB")).isEqualTo(1 << 30);
        assertThat(Sizes.parse("2 TB")).isEqualTo(2L << 40);
        assertThat(Sizes.parse("1mb")).isEqualTo(1 << 20);
        assertThat(Sizes.parse("1MiB")).isEqualTo(1 << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "64", "MB", "-1MB", "1.5GB", "64MBs", "lots", "9999999999999999999B"})
    void otherTextIsNoSize(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sizes.parse(text))
                .withMessage(
                        "\"" + text
                                + "\" is not a size; write a whole number and a unit, such as 512KB, 64MB or 1GB (1KB is 1024 bytes)");
    }

    @Test
    void impossibleSizesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sizes.parse("0MB"))
                .withMessage("\"0MB\" leaves no room; write at least 1B");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sizes.parse("8388608TB"))
                .withMessage("\"8388608TB\" is more than can be counted; write at most 8000000TB");
    }

    @Test
    void percentagesAreRead() {
        assertThat(Percentages.parse("0%")).isZero();
        assertThat(Percentages.parse("25")).isEqualTo(25);
        assertThat(Percentages.parse("100 %")).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "101%", "-1", "0.5", "50%%", "half"})
    void otherTextIsNoPercentage(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Percentages.parse(text))
                .withMessage("\"" + text + "\" is not a share; write a whole percentage from 0% to 100%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "prompts", "a.b_c-D9", "console", "com", "com10", "-"})
    void scopeNames(String name) {
        assertThat(new ScopeSettings(name, Duration.ofHours(1), 1, 1).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", ".a", "a.", "a/b", "a\\b", "a b", "ä", "a:b", "CON", "com1", "LPT9.txt", "nul"})
    void notScopeNames(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ScopeSettings(name, Duration.ofHours(1), 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> ScopeSettings.checkName("x".repeat(65)));
    }
}
