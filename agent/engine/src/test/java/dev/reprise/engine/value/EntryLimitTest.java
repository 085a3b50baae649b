package dev.reprise.engine.value;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EntryLimitTest {

    private static final long HEAP = 8_000;

    @Test
    void answersThatAreEncodedAtTheSameTimeShareWhatThereIs() throws Exception {
        EntryLimit limit = new EntryLimit(/* maxEntryBytes= */ 900, HEAP);

        limit.claim(600);
        assertThatThrownBy(() -> limit.claim(600))
                .isInstanceOf(Uncacheable.class)
                .hasMessageContaining("at this moment");
        limit.claim(400);
        limit.release(600);

        limit.claim(600);
    }

    @Test
    void oneAnswerIsBoundedByTheUserAndByTheHeap() throws Exception {
        EntryLimit users = new EntryLimit(/* maxEntryBytes= */ 900, HEAP);
        EntryLimit heaps = new EntryLimit(/* maxEntryBytes= */ 50_000, HEAP);

        users.check(900);
        heaps.check(1_000);
        assertThatThrownBy(() -> users.check(901)).hasMessageContaining("raise tiers.max-entry-size");
        assertThatThrownBy(() -> heaps.check(1_001)).hasMessageContaining("raise -Xmx");
    }
}
