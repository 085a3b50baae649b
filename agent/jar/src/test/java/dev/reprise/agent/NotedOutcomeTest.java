package dev.reprise.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.Lookup;
import dev.reprise.engine.Source;
import org.junit.jupiter.api.Test;

class NotedOutcomeTest {

    private final int[] noted = new int[2];

    @Test
    void aCallThatFailedAsAnEqualOneGotNoAnswer() {
        NotedOutcome.note(new Lookup.Failed(new IllegalStateException(), Source.COALESCED), noted);

        assertThat(NotedOutcome.text(noted[1], "none")).isEqualTo("MISS\n");
    }

    @Test
    void aReplayEndsAsWhatItHandsOver() {
        Lookup remembered = new Lookup.Failed(new IllegalStateException(), Source.MEMORY);
        NotedOutcome.note(new Lookup.Replay(() -> null, remembered), noted);

        assertThat(NotedOutcome.text(noted[1], "negative-ttl")).isEqualTo("BYPASS\nnegative-ttl");
    }

    @Test
    void aFailureThatIsRememberedBypassesTheMethod() {
        NotedOutcome.note(new Lookup.Failed(new IllegalStateException(), Source.MEMORY), noted);

        assertThat(NotedOutcome.text(noted[1], "negative-ttl")).isEqualTo("BYPASS\nnegative-ttl");
    }
}
