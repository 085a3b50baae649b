package dev.reprise.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SeenCallsTest {

    private final SeenCalls seen = new SeenCalls();

    @Test
    void keyIsTheDigestWhetherTheEncodingWasSeenOrNot() {
        Random random = new Random(11);
        // Far more than there are places, so that encodings meet in a place; each is asked for twice.
        for (int i = 0; i < 10_000; i++) {
            byte[] encoding = new byte[random.nextInt(SeenCalls.LONGEST + 20)];
            random.nextBytes(encoding);

            assertThat(seen.key(buffer(encoding))).isEqualTo(buffer(encoding).digest());
            assertThat(seen.key(buffer(encoding))).isEqualTo(buffer(encoding).digest());
        }
    }

    @Test
    void encodingsThatBeginAlikeAreDifferent() {
        byte[] all = new byte[SeenCalls.LONGEST];
        for (int length = 0; length < all.length; length++) {
            byte[] shorter = new byte[length];

            assertThat(seen.key(buffer(shorter))).isNotEqualTo(seen.key(buffer(all)));
        }
    }

    private static KeyBuffer buffer(byte[] content) {
        KeyBuffer buffer = new KeyBuffer();
        buffer.putBytes(content, 0, content.length);
        return buffer;
    }
}
