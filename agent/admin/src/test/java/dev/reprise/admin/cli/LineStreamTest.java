package dev.reprise.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.admin.cli.LiveJvm.Answer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineStreamTest {

    private static final String TITLE = "\u001b]0;mine\u0007";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Console console = console(new PrintStream(bytes, true, StandardCharsets.UTF_8));

    @Test
    void whatIsPrintedAsALineIsOneWithoutControlCharacters() {
        console.out().println("acme" + TITLE + "\r\nprocess 1 has mode off\u009b2J\u007f grün 日");
        console.err().println((Object) "a\tb");

        assertThat(printed())
                .isEqualTo("acme\\u001b]0;mine\\u0007\\r\\nprocess 1 has mode off\\u009b2J\\u007f grün 日\na\\tb\n");
    }

    @Test
    void aCellEndsNoRow() {
        console.out().printf(Locale.ROOT, "%-8s %5d %s%n", "a\nb", 7, TITLE);

        assertThat(printed()).isEqualTo("a\\nb         7 \\u001b]0;mine\\u0007\n");
    }

    @Test
    void jsonStaysJsonAndHasNoControlCharacters() throws Exception {
        console.json(json -> json.writeStringField("tenant", "a\u009b2J\n"));

        assertThat(printed()).isEqualTo("{\"tenant\":\"a\\u009b2J\\n\"}\n");
    }

    @Test
    void whatACommandDrawsIsDrawn() {
        new Console(console.out(), console.err(), /* terminal= */ true, /* colours= */ true)
                .println(Verdict.WARN, "disk: " + TITLE);

        assertThat(printed()).isEqualTo("\u001b[33mwarn\u001b[0m disk: \\u001b]0;mine\\u0007\n");
    }

    @Test
    void theNameOfATenantForgesNoRowAndIsCutToItsColumn() {
        Answer named = new Answer(Map.of(
                "scope", "answers", "tenant", "acme\nscope answers (none)", "entries", 1L, "bytes", 1L, "evicted", 0L));
        Answer long_ = new Answer(
                Map.of("scope", "answers", "tenant", "t".repeat(9_000), "entries", 1L, "bytes", 1L, "evicted", 0L));

        TenantTable.print(List.of(named, long_), console.out());

        assertThat(printed().lines().filter(line -> line.startsWith("scope answers")))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(200));
    }

    @Test
    void theNameOfATenantForgesNoLineOfWhatIsInMemory() {
        Answer entry = new Answer(Map.of(
                "scope",
                "answers",
                "bytes",
                1L,
                "state",
                "whole",
                "expires",
                Instant.now().toString(),
                "created",
                Instant.now().toString(),
                "method",
                "A#b",
                "tags",
                List.of(),
                "tenant",
                "acme\nmemory: scope forged",
                "saves",
                Map.of()));

        new LiveMemory("1", "on", List.of(entry)).print(console.out());

        assertThat(printed().lines()).hasSize(2);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Console console(PrintStream to) {
        return new Console(to, to, /* terminal= */ false, /* colours= */ false);
    }
}
