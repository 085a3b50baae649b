package dev.reprise.engine.worth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.reprise.engine.worth.Prices.Dollars;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PricesTest {

    private static final Price OURS = new Price(1, 2, 0.5, 1);

    private final Prices lists = new Prices(Map.of());

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o", "gpt-4o-2024-08-06", "gpt-4o-latest"})
    void aVersionOfAModelHasItsPrice(String model) {
        assertThat(lists.of(model)).isEqualTo(new Price(2.5, 10, 1.25, 2.5));
    }

    @Test
    void theLongestNameCounts() {
        assertThat(lists.of("gpt-4o-mini-2024-07-18").input()).isEqualTo(0.15);
        assertThat(lists.of("gpt-4o-2024-05-13").input()).isEqualTo(5);
        assertThat(lists.of("claude-opus-4-1-20250805").input()).isEqualTo(15);
        assertThat(lists.of("claude-sonnet-4-5-20250929").written()).isEqualTo(3.75);
        assertThat(lists.of("gemini-2.5-flash-lite-001").output()).isEqualTo(0.4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gpt-4o-audio-preview",
                "gpt-4o-realtime",
                "gpt-4",
                "claude-opus-4-11",
                "llama3",
                "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
                "our-deployment"
            })
    void ofOtherModelsNothingIsGuessed(String model) {
        assertThat(lists.of(model)).isNull();
    }

    @Test
    void whatAUserSaysCountsBeforeTheLists() {
        Prices prices = new Prices(Map.of("gpt-4o", OURS, "claude-*", OURS, "our-deployment", OURS));

        assertThat(prices.of("gpt-4o-2024-08-06")).isEqualTo(OURS);
        assertThat(prices.of("claude-sonnet-4-5")).isEqualTo(OURS);
        assertThat(prices.of("our-deployment")).isEqualTo(OURS);
        assertThat(prices.of("gpt-4o-mini").input()).isEqualTo(0.15);
    }

    @Test
    void whatAProvidersOwnCacheHadCostsLess() {
        Dollars openAi = lists.of(worth(new ModelUse("gpt-4o", 1, 1, 2006, 300, 1920, 0)));
        Dollars anthropic = lists.of(worth(new ModelUse("claude-sonnet-4-5", 1, 1, 9050, 503, 8000, 1000)));

        assertThat(openAi.dollars()).isCloseTo((86 * 2.5 + 1920 * 1.25 + 300 * 10) / 1e6, within(1e-12));
        assertThat(anthropic.dollars()).isCloseTo((50 * 3 + 8000 * 0.3 + 1000 * 3.75 + 503 * 15) / 1e6, within(1e-12));
    }

    @Test
    void callsWithoutAPriceAreCounted() {
        Dollars cost = lists.of(worth(
                new ModelUse("gpt-4o", 3, 2, 1_000_000, 0, 0, 0),
                new ModelUse("llama3", 4, 4, 100, 10, 0, 0),
                new ModelUse("", 1, 0, 0, 0, 0, 0)));

        assertThat(cost).isEqualTo(new Dollars(2.5, /* priced= */ 2, /* unpriced= */ 6));
    }

    private static Worth worth(ModelUse... uses) {
        return new Worth(0, 0, List.of(uses));
    }
}
