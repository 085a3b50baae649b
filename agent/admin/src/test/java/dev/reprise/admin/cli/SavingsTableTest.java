package dev.reprise.admin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.admin.cli.LiveJvm.Answer;
import dev.reprise.admin.jmx.worth.Savings;
import dev.reprise.admin.live.JsonText;
import dev.reprise.engine.worth.ModelUse;
import dev.reprise.engine.worth.Price;
import dev.reprise.engine.worth.Prices;
import dev.reprise.engine.worth.Worth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SavingsTableTest {

    private static final Prices PRICES = new Prices(Map.of("priced", new Price(1_000_000, 2_000_000, 0, 0)));
    private static final Worth PRICED =
            new Worth(3_600_000_000L, 20_000_000, List.of(new ModelUse("priced", 2, 2, 1_100, 30, 100, 0)));

    @Test
    void eachMethodAndScopeThatSavedSomethingHasARowAndAllHaveOne() throws IOException {
        Answer asked = named("method", "com.acme.Assistant#ask", PRICED);
        Answer idle = named("method", "com.acme.Assistant#idle", Worth.NOTHING);

        String table = printed(List.of(asked, idle), List.of(named("scope", "answers", PRICED)), figures(PRICED));

        assertThat(table.lines())
                .anyMatch(line -> line.matches("com.acme.Assistant#ask +3.6 s +20 ms +2 +1,100 +100 +30 +\\$1,060.00"))
                .anyMatch(line -> line.matches("scope answers +3.6 s +20 ms +2 .*"))
                .anyMatch(line -> line.matches("all +3.6 s +20 ms +2 .*"))
                .noneMatch(line -> line.contains("idle"))
                .last()
                .isEqualTo("Reprise's own work took about 1.5 ms; the entries that it made have 2.0 KB");
    }

    @Test
    void callsWithoutAPriceAreAPlusAndNoneIsNoAmount() throws IOException {
        Worth other = new Worth(1, 0, List.of(new ModelUse("other", 1, 1, 10, 10, 0, 0)));

        assertThat(SavingsTable.dollars(Savings.of(PRICED.plus(other), PRICES))).isEqualTo("$1,060.00+");
        assertThat(SavingsTable.dollars(Savings.of(other, PRICES))).isEmpty();
    }

    @Test
    void anAgentThatKnowsNothingOfSavingsHasNoTable() {
        Answer old = new Answer(Map.of("calls", 3L, "hits", 1L));

        assertThat(printed(List.of(), List.of(), old)).isEmpty();
    }

    private static Answer named(String what, String name, Worth saved) throws IOException {
        return new Answer(Map.of(what, name, "figures", figures(saved).fields()));
    }

    /** What comes over the wire. */
    private static Answer figures(Worth saved) throws IOException {
        String json = JsonText.of(Map.of("saved", Savings.of(saved, PRICES), "ownSeconds", 0.0015, "ownBytes", 2048L));
        return Answer.of(JsonText.read(json));
    }

    private static String printed(List<Answer> methods, List<Answer> scopes, Answer totals) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SavingsTable.print(methods, scopes, totals, new PrintStream(bytes, /* autoFlush= */ true, UTF_8));
        return bytes.toString(UTF_8);
    }
}
