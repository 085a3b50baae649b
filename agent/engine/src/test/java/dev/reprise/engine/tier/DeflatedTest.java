package dev.reprise.engine.tier;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DeflatedTest {

    private final byte[] text = "The same again. ".repeat(1_000).getBytes(US_ASCII);

    private byte[] damaged(int length) {
        byte[] deflated = Deflated.of(text);
        ByteBuffer.wrap(deflated).putInt(length);
        return deflated;
    }

    @Test
    void theContentComesBackFromAnywhereInAFile() throws Exception {
        byte[] deflated = Deflated.of(text);
        byte[] file = new byte[deflated.length + 7];
        System.arraycopy(deflated, 0, file, 7, deflated.length);

        assertThat(deflated.length).isLessThan(text.length / 10);
        assertThat(Deflated.content(file, 7)).isEqualTo(text);
    }

    @Test
    void whatIsShortOrSavesLittleStaysAsItIs() {
        assertThat(Deflated.of(new byte[Deflated.SHORTEST - 1])).isNull();
        assertThat(Deflated.of(new byte[Deflated.SHORTEST])).isNotNull();
        assertThat(Deflated.of(Entries.content(1, 100_000))).isNull();
    }

    @Test
    void whatIsNotExactlyWhatWasDeflatedIsDamaged() {
        byte[] whole = Deflated.of(text);

        for (int length : new int[] {-1, 0, text.length - 1, text.length + 1, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> Deflated.content(damaged(length), 0))
                    .as(Integer.toString(length))
                    .isInstanceOf(Damaged.class);
        }
        for (int length : new int[] {0, 3, 4, 5, whole.length - 1}) {
            assertThatThrownBy(() -> Deflated.content(Arrays.copyOf(whole, length), 0))
                    .as(Integer.toString(length))
                    .isInstanceOf(Damaged.class);
        }
        whole[4] = (byte) 0xFF;
        assertThatThrownBy(() -> Deflated.content(whole, 0)).isInstanceOf(Damaged.class);
    }
}
