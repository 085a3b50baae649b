package dev.reprise.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void coloursAreForTerminalsAndNotWithNoColor() {
        assertThat(Terminal.isColoured(/* terminal= */ true, Map.of("TERM", "xterm")))
                .isTrue();
        assertThat(Terminal.isColoured(/* terminal= */ true, Map.of("NO_COLOR", "")))
                .isTrue();
        assertThat(Terminal.isColoured(/* terminal= */ true, Map.of("NO_COLOR", "1")))
                .isFalse();
        assertThat(Terminal.isColoured(/* terminal= */ true, Map.of("TERM", "dumb")))
                .isFalse();
        assertThat(Terminal.isColoured(/* terminal= */ false, Map.of("TERM", "xterm")))
                .isFalse();
    }

    @Test
    void verdictsAreAsWideAsEachOther() {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());

        Console plain = new Console(nowhere, nowhere, /* terminal= */ false, /* colours= */ false);
        Console coloured = new Console(nowhere, nowhere, /* terminal= */ true, /* colours= */ true);

        assertThat(plain.word(Verdict.OK)).isEqualTo("ok  ");
        assertThat(plain.word(Verdict.FAIL)).isEqualTo("fail");
        assertThat(coloured.word(Verdict.WARN)).isEqualTo("\u001b[33mwarn\u001b[0m");
    }
}
