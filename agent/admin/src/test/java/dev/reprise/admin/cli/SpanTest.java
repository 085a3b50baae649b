package dev.reprise.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "59, 59 s",
        "60, 1 min",
        "3582, 59 min 42 s",
        "3600, 1 h",
        "3659, 1 h",
        "5400, 1 h 30 min",
        "86400, 1 d",
        "604799, 6 d 23 h"
    })
    void theTwoLargestUnitsAreSaid(long seconds, String said) {
        assertThat(Span.of(seconds)).isEqualTo(said);
    }
}
