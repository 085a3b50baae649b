package dev.reprise.engine.worth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorthTest {

    private static final Worth EMBEDDED =
            new Worth(1_000, 0, List.of(new ModelUse("text-embedding-3-small", 1, 1, 100, 0, 0, 0)));

    @Test
    void theSharesOfAllItemsAreTheWhole() {
        List<Worth> shares = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            shares.add(EMBEDDED.share(i, 3));
        }

        assertThat(shares).extracting(Worth::nanos).containsExactly(333L, 333L, 334L);
        assertThat(Worth.ofAll(shares)).isEqualTo(EMBEDDED);
        assertThat(Worth.ofAll(List.of())).isNull();
    }

    @Test
    void aCallAboutTwoItemsIsOneCall() {
        Worth both = Worth.ofAll(List.of(EMBEDDED, EMBEDDED));

        assertThat(both.uses()).containsExactly(new ModelUse("text-embedding-3-small", 1, 1, 200, 0, 0, 0));
        assertThat(both.nanos()).isEqualTo(2_000);
    }

    @Test
    void twoCallsAreAddedUpByModel() {
        Worth chat = new Worth(5, 2, List.of(new ModelUse("gpt-4o", 1, 1, 10, 3, 4, 0)));

        Worth sum = EMBEDDED.plus(chat).plus(chat);

        assertThat(sum.nanos()).isEqualTo(1_010);
        assertThat(sum.cpuNanos()).isEqualTo(4);
        assertThat(sum.uses()).containsExactly(EMBEDDED.uses().get(0), new ModelUse("gpt-4o", 2, 2, 20, 6, 8, 0));
    }
}
