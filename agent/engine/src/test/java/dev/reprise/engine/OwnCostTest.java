package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OwnCostTest {

    /** That met a collection of the heap, say. */
    @Test
    void oneThatTookLongStandsForTheOthersAsFarAsThatIsUsual() {
        OwnCost own = new OwnCost();

        own.took(256, 1_000);
        own.took(256, 100_000_000);

        assertThat(own.nanos()).isEqualTo(256 * 1_000 + 256 * 1_000_000 + 99_000_000);
    }

    @Test
    void thoseThatAreTimedStandForAll() {
        OwnCost own = new OwnCost();
        long stoodFor = 0;
        long timed = 0;
        for (int i = 0; i < 1_000_000; i++) {
            int weight = own.weight();
            stoodFor += weight;
            timed += weight == 0 ? 0 : 1;
            if (i < 64) {
                assertThat(weight).isEqualTo(1);
            }
        }

        // About 3,906 are chosen by chance: this is more than ten times their standard deviation.
        assertThat(stoodFor).isBetween(800_000L, 1_200_000L);
        assertThat(timed).isLessThan(6_000);
    }
}
