package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.key.CacheKey;
import org.junit.jupiter.api.Test;

class WithdrawalsTest {

    private static final CacheKey KEY = new CacheKey(1, 2, 3, 4);

    private final Withdrawals withdrawals = new Withdrawals();

    @Test
    void anEntryIsWithdrawnUntilItIsRemovedFromEachStore() {
        withdrawals.begin(KEY, 2);

        withdrawals.end(KEY);
        assertThat(withdrawals.has(KEY)).isTrue();
        withdrawals.end(KEY);

        assertThat(withdrawals.has(KEY)).isFalse();
    }

    /** Between the two it was written again. */
    @Test
    void anEntryThatIsWithdrawnTwiceIsWithdrawnUntilItIsRemovedTwice() {
        withdrawals.begin(KEY, 1);
        withdrawals.begin(KEY, 1);

        withdrawals.end(KEY);

        assertThat(withdrawals.has(KEY)).isTrue();
    }
}
