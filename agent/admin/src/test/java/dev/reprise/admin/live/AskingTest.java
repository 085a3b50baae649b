package dev.reprise.admin.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Both sides, over a real socket. */
@DisabledOnOs(OS.WINDOWS)
class AskingTest {

    /** What may be asked. */
    public interface Oracle {
        List<Sign> signs();

        String echo(String text);

        String refuse(String text);

        String fail();
    }

    /** A record within a list. */
    public record Sign(String name, long number, Map<String, Long> counts) {}

    /** Knows all. */
    static final class Pythia implements Oracle {
        @Override
        public List<Sign> signs() {
            return Arrays.asList(new Sign("a \"quoted\"\nline", 7, Map.of("x", 1L)), null);
        }

        @Override
        public String echo(String text) {
            return text;
        }

        @Override
        public String refuse(String text) {
            throw new IllegalArgumentException("not " + text);
        }

        @Override
        public String fail() {
            throw new IllegalStateException("broken");
        }

        /** Not of the interface. */
        public String hidden() {
            return "seen";
        }
    }

    @Test
    void answersAreWhatTheBeanReturns() throws IOException {
        try (Asking asking = Asking.begin()) {
            Answering.begin(asking.socket(), new Pythia(), Oracle.class);

            assertThat(asking.hasCome()).isTrue();
            assertThat(asking.ask("echo", "Gr\u00fc\u00dfe \u4e2d\n")).isEqualTo("Gr\u00fc\u00dfe \u4e2d\n");
            assertThat(asking.ask("signs"))
                    .isEqualTo(Arrays.asList(
                            Map.of("name", "a \"quoted\"\nline", "number", 7L, "counts", Map.of("x", 1L)), null));
        }
    }

    @Test
    void whatIsRefusedFailsOrIsNotThereSaysSoAndTheNextIsAnswered() throws IOException {
        try (Asking asking = Asking.begin()) {
            Answering.begin(asking.socket(), new Pythia(), Oracle.class);
            assertThat(asking.hasCome()).isTrue();

            assertThatThrownBy(() -> asking.ask("refuse", "this"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("not this");
            assertThatThrownBy(() -> asking.ask("fail")).hasMessageContaining("broken");
            assertThatThrownBy(() -> asking.ask("hidden")).hasMessageContaining("of another version");
            assertThatThrownBy(() -> asking.ask("echo")).hasMessageContaining("of another version");
            assertThat(asking.ask("echo", "still")).isEqualTo("still");
        }
    }

    @Test
    void whereNobodyComesItIsSaid() throws IOException {
        try (Asking asking = Asking.begin()) {
            assertThat(asking.hasCome()).isFalse();
        }
    }
}
