package dev.reprise.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.engine.worth.Price;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PricesBinderTest {

    @TempDir
    Path directory;

    @Test
    void pricesAreDollarsForAMillionTokens() {
        Configuration configuration = load("""
                prices:
                  our-deployment: { input: 2.50, output: 10, cached-input: $1.25, cache-write: 3 }
                  "embed-*": { input: 0.02 }
                """);

        assertThat(configuration.prices().of("our-deployment")).isEqualTo(new Price(2.5, 10, 1.25, 3));
        assertThat(configuration.prices().of("embed-en")).isEqualTo(new Price(0.02, 0, 0.02, 0.02));
    }

    @Test
    void whatIsNoPriceIsSaid() {
        assertThat(problems("prices: { a: { input: much } }"))
                .contains(
                        "prices.a.input: \"much\" is not a price; write the dollars for a million tokens, such as 2.50");
        assertThat(problems("prices: { a: { cached-input: 1 } }")).contains("prices.a.input: is missing");
        assertThat(problems("prices: { \"a*b\": { input: 1 } }")).contains("has a * that is not at its end");
        assertThat(problems("prices: cheap")).contains("needs models and their prices");
    }

    @Test
    void whereAnAnswerTellsItsTokensIsNamedByPaths() {
        MethodRule rule = load("""
                        methods:
                          - method: com.acme.Client#ask
                            usage: { model: [model, 0.model], input: [usage.in, usage.cached], cached: usage.cached }
                        """).ownMethods().get(0);

        assertThat(rule.usage())
                .isEqualTo(new UsageRule(
                        List.of("model", "0.model"),
                        List.of("usage.in", "usage.cached"),
                        List.of(),
                        List.of("usage.cached"),
                        List.of()));
        assertThat(problems("methods: [{ method: a.B#c, usage: { model: model } }]"))
                .contains("usage: names no tokens");
    }

    private String problems(String yaml) {
        return String.join(
                "\n", new Configurations(directory).file("reprise.yaml", yaml).problems());
    }

    private Configuration load(String yaml) {
        return new Configurations(directory).load("reprise.yaml", yaml);
    }
}
