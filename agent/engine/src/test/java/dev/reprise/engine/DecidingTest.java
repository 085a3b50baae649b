package dev.reprise.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DecidingTest {

    @Test
    void whatAModelIsToldIsBetterCachedBelow() {
        assertThat(Deciding.advice("this.memory.messages", /* ofClient= */ false, "`key`"))
                .isEqualTo(
                        "it looks like what decides the answer: cache the model below instead (`clients: { langchain4j: on"
                                + " }`, say); only if it does not decide the answer, `key`");
        assertThat(Deciding.advice("0.traceId", /* ofClient= */ false, "`key`"))
                .isEqualTo("if it does not decide the answer, `key`");
    }

    @Test
    void belowAModelThereIsNone() {
        assertThat(Deciding.advice("0.messages[1].text", /* ofClient= */ true, "`key`"))
                .isEqualTo("it looks like what decides the answer; only if it does not, `key`");
    }
}
