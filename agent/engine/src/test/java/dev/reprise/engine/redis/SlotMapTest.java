package dev.reprise.engine.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.config.RedisServer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlotMapTest {

    private static final RedisServer ASKED = new RedisServer("asked", 7);

    @Test
    void eachSlotIsTheMastersOfItsRange() throws Exception {
        SlotMap map = SlotMap.of(List.of(range(0, 8_000, "one", 1), range(8_001, 16_383, "two", 2)), ASKED);

        assertThat(map.server(0)).isEqualTo(new RedisServer("one", 1));
        assertThat(map.server(8_000)).isEqualTo(new RedisServer("one", 1));
        assertThat(map.server(8_001)).isEqualTo(new RedisServer("two", 2));
        assertThat(map.server(16_383)).isEqualTo(new RedisServer("two", 2));
        assertThat(map.servers()).hasSize(2);
        assertThat(map.isWhole()).isTrue();
    }

    @Test
    void whatNobodyHasIsNotWhole() throws Exception {
        SlotMap map = SlotMap.of(List.of(range(0, 8_000, "one", 1), range(8_002, 16_383, "two", 2)), ASKED);

        assertThat(map.server(8_001)).isNull();
        assertThat(map.isWhole()).isFalse();
    }

    /** As servers say that know no name for themselves. */
    @Test
    void aHostWithoutANameIsThatOfWhoAnswered() throws Exception {
        List<Object> unknown = List.of(0L, 1L, Arrays.asList(null, 5L));
        SlotMap map = SlotMap.of(List.of(range(2, 3, "", 6), range(4, 5, "?", 8), unknown), ASKED);

        assertThat(map.server(0)).isEqualTo(new RedisServer("asked", 5));
        assertThat(map.server(2)).isEqualTo(new RedisServer("asked", 6));
        assertThat(map.server(4)).isEqualTo(new RedisServer("asked", 8));
    }

    static Stream<Object> rubbish() {
        return Stream.of(
                5L,
                "OK".getBytes(UTF_8),
                List.of(),
                List.of(5L),
                List.of(List.of()),
                List.of(List.of(0L, 1L)),
                List.of(List.of(0L, 1L, List.of())),
                List.of(List.of(0L, 16_384L, List.of(bytes("h"), 1L))),
                List.of(List.of(-1L, 1L, List.of(bytes("h"), 1L))),
                List.of(List.of(0L, 1L, List.of(bytes("h"), 65_536L))),
                List.of(List.of(bytes("0"), 1L, List.of(bytes("h"), 1L))));
    }

    @ParameterizedTest
    @MethodSource("rubbish")
    void whatIsNoMapIsRefused(Object answer) {
        assertThatThrownBy(() -> SlotMap.of(answer, ASKED)).isInstanceOf(NotRedis.class);
    }

    @Test
    void nothingIsNoMap() {
        assertThatThrownBy(() -> SlotMap.of(null, ASKED)).isInstanceOf(NotRedis.class);
    }

    @ParameterizedTest
    @CsvSource({
        "MOVED 3999 10.0.0.1:6381, 10.0.0.1, 6381, false",
        "ASK 3999 redis-2.example.org:7, redis-2.example.org, 7, true",
        "MOVED 1 2001:db8::2:6381, 2001:db8::2, 6381, false",
        "MOVED 1 :6381, asked, 6381, false"
    })
    void aRedirectNamesItsServer(String error, String host, int port, boolean asking) {
        assertThat(Redirect.of(error, ASKED)).isEqualTo(new Redirect(new RedisServer(host, port), asking));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MOVED",
                "MOVED ",
                "MOVED 1",
                "MOVED 1 host",
                "MOVED 1 host:",
                "MOVED 1 host:x",
                "MOVED 1 host:0",
                "MOVED 1 host:65536",
                "MOVED 1 h:2 x",
                "ERR no",
                "CLUSTERDOWN it: 1"
            })
    void whatIsNoneIsNone(String error) {
        assertThat(Redirect.of(error, ASKED)).isNull();
    }

    private static List<Object> range(long first, long last, String host, long port) {
        return List.of(first, last, List.of(bytes(host), port, bytes("id")), List.of(bytes("replica"), 99L));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
