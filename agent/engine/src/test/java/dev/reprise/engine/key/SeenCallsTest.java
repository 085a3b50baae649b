package dev.reprise.engine.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(ints = {40, 64, 115, 128, 500})
    void encodingsThatDifferInOneByteHavePlacesOfTheirOwn(int length) {
        for (int at = 0; at < length; at++) {
            Set<Integer> places = new HashSet<>();
            for (int value = 0; value < 256; value++) {
                byte[] encoding = new byte[length];
                encoding[at] = (byte) value;
                places.add(SeenCalls.place(buffer(encoding), length, 1024));
            }

            assertThat(places).as("byte %d", at).hasSizeGreaterThan(190); // By chance it would be 226.
        }
    }

    private static KeyBuffer buffer(byte[] content) {
        KeyBuffer buffer = new KeyBuffer();
        buffer.putBytes(content, 0, content.length);
        return buffer;
    }
}
