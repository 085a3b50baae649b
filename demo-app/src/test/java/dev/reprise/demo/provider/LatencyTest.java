package dev.reprise.demo.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatencyTest {

    @Test
    void generatedTextTakesTimeByTheTokenAndEmbeddingsDoNot() {
        Latency latency = new Latency(Duration.ofMillis(300), Duration.ofMillis(2), Duration.ofMillis(60));

        assertThat(latency.of(Kind.CHAT, 100)).isEqualTo(Duration.ofMillis(500));
        assertThat(latency.of(Kind.RESPONSES, 0)).isEqualTo(Duration.ofMillis(300));
        assertThat(latency.of(Kind.EMBEDDINGS, 100)).isEqualTo(Duration.ofMillis(60));
    }
}
