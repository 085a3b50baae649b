package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is counted of the reasons for which calls are bypassed. */
class ReasonCountsTest {

    private final ReasonCounts counts = new ReasonCounts();

    @Test
    void bypassesAreToldApartFromAnswersThatAreNotKept() {
        assertThat(counts.bypassed("it threw")).isTrue();
        assertThat(counts.bypassed("it threw")).isFalse();
        assertThat(counts.refused("it threw")).isFalse();
        assertThat(counts.refused("too large")).isTrue();

        assertThat(counts.bypasses()).isEqualTo(Map.of("it threw", 2L));
        assertThat(counts.all()).isEqualTo(Map.of("it threw", 3L, "too large", 1L));
        assertThat(counts.main()).isEqualTo(new Reasons("it threw", 3, 2));
    }

    @Test
    void whatTheUserAskedForIsCountedAndIsNoReasonOfNote() {
        counts.leftOut("outside");
        counts.leftOut("outside");

        assertThat(counts.bypasses()).isEqualTo(Map.of("outside", 2L));
        assertThat(counts.all()).isEqualTo(Map.of("outside", 2L));
        assertThat(counts.main()).isNull();
    }

    @Test
    void ofVeryManyReasonsSomeAreNotTold() {
        for (int i = 0; i < 100; i++) {
            counts.bypassed("reason " + i);
        }
        counts.leftOut("outside");

        assertThat(counts.bypasses()).hasSize(33).containsEntry("outside", 1L);
    }
}
