package dev.reprise.engine.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreKeyTest {

    private static final byte[] BYTES = Entries.content(7, 32);

    @Test
    void hexadecimalAndBothAlphabetsOfBase64AreTheSameKey() {
        long id = StoreKey.of(BYTES).id("x");
        byte[] bright = new byte[32];
        java.util.Arrays.fill(bright, (byte) 0xFB); // "+/" in one alphabet, "-_" in the other.

        assertThat(parsed(HexFormat.of().formatHex(BYTES)).id("x")).isEqualTo(id);
        assertThat(parsed(HexFormat.of().withUpperCase().formatHex(BYTES)).id("x"))
                .isEqualTo(id);
        assertThat(parsed(Base64.getEncoder().encodeToString(BYTES)).id("x")).isEqualTo(id);
        assertThat(parsed(" " + Base64.getEncoder().withoutPadding().encodeToString(BYTES) + "\r\n")
                        .id("x"))
                .isEqualTo(id);
        assertThat(parsed(Base64.getUrlEncoder().encodeToString(bright)).id("x"))
                .isEqualTo(StoreKey.of(bright).id("x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "password",
                "AAAAAAAAAAAAAAAAAAAAAA==",
                "zz00000000000000000000000000000000000000000000000000000000000000",
                "000000000000000000000000000000000000000000000000000000000000000",
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ="
            })
    void anythingElseIsNoKey(String text) {
        assertThat(StoreKey.parse(text)).isNull();
    }

    @Test
    void itsTextFormDoesNotTellIt() {
        assertThat(new StoreKeys(java.util.List.of(StoreKey.of(BYTES)), java.util.List.of()))
                .hasToString("StoreKeys[mac=[a key], encryption=[]]");
    }

    @Test
    void namesOfAKeyForTwoPurposesDiffer() {
        assertThat(StoreKey.of(BYTES).id("x")).isNotEqualTo(StoreKey.of(BYTES).id("y"));
    }

    private static StoreKey parsed(String text) {
        return Objects.requireNonNull(StoreKey.parse(text), text);
    }
}
