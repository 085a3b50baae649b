package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.key.CacheKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastAnswersTest {

    private static final CacheKey KEY = new CacheKey(1, 2, 3, 4);
    private static final CacheKey OTHER = new CacheKey(1, 3, 3, 4);

    private final LastAnswers answers = new LastAnswers();

    private boolean isSince(CacheKey key, long began) {
        return answers.isSince(List.of(OTHER, key), began);
    }

    @Test
    void callsLearnOfAnswersThatCameSinceTheyBegan() {
        assertThat(isSince(KEY, 0)).isFalse();
        assertThat(isSince(KEY, -5)).isFalse();

        answers.answered(List.of(KEY), 7);

        assertThat(isSince(KEY, 6)).isTrue();
        assertThat(isSince(KEY, 7)).isTrue();
        assertThat(isSince(KEY, 8)).isFalse();
        assertThat(isSince(OTHER, 6)).isFalse();
    }

    @Test
    void theLastOneCountsInWhateverOrderTheyAreTold() {
        answers.answered(List.of(KEY), 7);
        answers.answered(List.of(KEY), 5);

        assertThat(isSince(KEY, 6)).isTrue();
    }

    /** As a clock may that counts from anywhere, and goes beyond what a number holds. */
    @Test
    void theClockMayTellAnything() {
        answers.answered(List.of(KEY), 0);
        assertThat(isSince(KEY, -1)).isTrue();
        assertThat(isSince(KEY, 2)).isFalse();

        answers.answered(List.of(OTHER), Long.MAX_VALUE);
        answers.answered(List.of(OTHER), Long.MIN_VALUE);
        assertThat(answers.isSince(List.of(OTHER), Long.MAX_VALUE)).isTrue();
        assertThat(answers.isSince(List.of(OTHER), Long.MIN_VALUE + 1)).isFalse();
    }
}
