package dev.reprise.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentCodecTest {

    private final SentCodec codec = new SentCodec(SentCodecTest.class);

    @Test
    void partsComeBackAsTheyWereSent() throws Exception {
        List<SentPart> parts = List.of(
                new SentPart.Head("reader", true, List.of("a", "1", "a", "2")),
                new SentPart.Head("reader", false, List.of()),
                new SentPart.Head("", true, null),
                new SentPart.Event("{\n \u00fc \u4f60 \ud83d\ude00}", null),
                new SentPart.Event("", null),
                new SentPart.Answer(204, List.of("a", "1", "a", "2")),
                new SentPart.Answer(200, List.of()),
                new SentPart.Whole(List.of()));
        for (SentPart part : parts) {
            assertThat(codec.decode(codec.encode(part))).isEqualTo(part);
        }
    }

    @Test
    void whatTheLibraryMakesOfAnEventIsNotStored() throws Exception {
        assertThat(codec.encode(new SentPart.Event("a", List.of(1))))
                .isEqualTo(codec.encode(new SentPart.Event("a", null)));
        assertThat(codec.encode(new SentPart.Whole(List.of(1)))).isEqualTo(codec.encode(new SentPart.Whole(List.of())));
    }

    @Test
    void piecesComeBackByteForByte() throws Exception {
        for (byte[] content : List.of(new byte[0], new byte[] {0, -1, 10}, new byte[300])) {
            SentPart.Piece decoded = (SentPart.Piece) codec.decode(codec.encode(new SentPart.Piece(content)));

            assertThat(decoded.content()).isEqualTo(content);
        }
    }

    @Test
    void damagedPartsAreRefused() throws Exception {
        byte[] content = codec.encode(new SentPart.Head("reader", true, List.of("a", "1")));
        for (int length = 0; length < content.length; length++) {
            byte[] cut = Arrays.copyOf(content, length);
            assertThatThrownBy(() -> codec.decode(cut)).isInstanceOf(Undecodable.class);
        }
        assertThatThrownBy(() -> codec.decode(new byte[] {9})).isInstanceOf(Undecodable.class);
    }
}
