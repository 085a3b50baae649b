package dev.reprise.engine.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WalkedTest {

    private final Walked walked = new Walked();

    @Test
    void partsOfPartsCountAsMuchAsTheirWholesDo() {
        List<Double> shares = new ArrayList<>();

        walked.begin();
        walked.<Integer, RuntimeException>each(
                List.of(4, 0, 2),
                parts -> walked.<Integer, RuntimeException>each(
                        List.of(1, 2, 3, 4).subList(0, parts), part -> shares.add(walked.share())));
        double last = walked.share();
        walked.end();

        assertThat(shares).hasSize(6);
        assertThat(shares.get(0)).isZero();
        assertThat(shares.get(1)).isCloseTo(1.0 / 12, within(1e-9));
        assertThat(shares.get(4)).isCloseTo(2.0 / 3, within(1e-9));
        assertThat(shares.get(5)).isCloseTo(5.0 / 6, within(1e-9));
        assertThat(last).isEqualTo(1);
        assertThat(walked.share()).isEqualTo(Progress.UNKNOWN);
    }
}
