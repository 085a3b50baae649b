package dev.reprise.engine.tier;

import static dev.reprise.engine.tier.Entries.blob;
import static dev.reprise.engine.tier.Entries.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    private final Envelope envelope = new Envelope(new byte[32]);
    private final Blob blob = blob(1, 100, 1_000, 2_000);
    private final byte[] sealed = envelope.seal("summaries", key(1), blob);

    @Test
    void whatWasSealedIsOpened() throws Damaged {
        Blob opened = envelope.open("summaries", key(1), sealed);

        assertThat(opened).usingRecursiveComparison().isEqualTo(blob);
        assertThat(sealed).hasSize((int) Envelope.length(blob));
    }

    @Test
    void emptyContentIsOpened() throws Damaged {
        Blob empty = new Blob("", 0, Long.MIN_VALUE, Long.MAX_VALUE, new byte[0]);

        assertThat(envelope.open("s", key(1), envelope.seal("s", key(1), empty)))
                .usingRecursiveComparison()
                .isEqualTo(empty);
    }

    @Test
    void everyFlippedBitIsNoticed() {
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);

            assertRefused(envelope, "summaries", 1, flipped);
        }
    }

    @Test
    void everyTruncationAndExtensionIsNoticed() {
        for (int length = 0; length <= sealed.length + 70; length++) {
            if (length != sealed.length) {
                assertRefused(envelope, "summaries", 1, Arrays.copyOf(sealed, length));
            }
        }
    }

    @Test
    void anotherKeyScopeOrHomeIsNoticed() {
        byte[] otherMacKey = new byte[32];
        otherMacKey[31] = 1;

        assertRefused(envelope, "summaries", 2, sealed);
        assertRefused(envelope, "summarie", 1, sealed);
        assertRefused(envelope, "summariez", 1, sealed);
        assertRefused(new Envelope(otherMacKey), "summaries", 1, sealed);
    }

    private static void assertRefused(Envelope envelope, String scope, int key, byte[] file) {
        assertThatThrownBy(() -> envelope.open(scope, key(key), file)).isInstanceOf(Damaged.class);
    }
}
