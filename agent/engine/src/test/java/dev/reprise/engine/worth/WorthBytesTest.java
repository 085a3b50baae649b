package dev.reprise.engine.worth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorthBytesTest {

    private static final Worth WORTH = new Worth(
            2_345_678_901L,
            17,
            List.of(
                    new ModelUse("gpt-4o-2024-08-06", 1, 1, 110_000, 512, 90_000, 0),
                    new ModelUse("", 2, 0, 0, 0, 0, 0)));

    @Test
    void whatWasWrittenIsRead() {
        assertThat(read(WorthBytes.of(WORTH))).isEqualTo(WORTH);
        assertThat(read(WorthBytes.of(Worth.NOTHING))).isEqualTo(Worth.NOTHING);
        assertThat(WorthBytes.of(WORTH)).hasSizeLessThan(64);
    }

    @Test
    void whereNothingIsKnownThereAreNoBytes() {
        assertThat(WorthBytes.of(null)).isEmpty();
        assertThat(read(new byte[0])).isNull();
    }

    @Test
    void bytesThatAreCutMeanNothing() {
        byte[] all = WorthBytes.of(WORTH);

        for (int length = 1; length < all.length; length++) {
            assertThat(WorthBytes.read(all, 0, length)).as("%d bytes", length).isNull();
        }
    }

    @Test
    void ofManyModelsAndLongNamesTheTokensStay() {
        List<ModelUse> uses = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            uses.add(new ModelUse(i == 0 ? "x".repeat(70_000) : "model " + i, 1, 1, i, 1, 0, 0));
        }

        byte[] bytes = WorthBytes.of(new Worth(1, 0, uses));

        assertThat(bytes).hasSizeLessThan(1 << 13);
        assertThat(read(bytes).uses().stream().mapToLong(ModelUse::input).sum()).isEqualTo(499_500);
        assertThat(read(bytes).uses().stream().mapToLong(ModelUse::calls).sum()).isEqualTo(1_000);
    }

    private static Worth read(byte[] bytes) {
        return WorthBytes.read(bytes, 0, bytes.length);
    }
}
