package dev.reprise.engine.value;

import static dev.reprise.engine.value.Declared.codec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.engine.reflect.FieldAccess;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecsTest {

    static Stream<Object> plain() {
        return Stream.of(
                "",
                "Latin-1 é",
                "wide \u4E2D \uD83D\uDE00",
                "lone \uD800 surrogate",
                true,
                'x',
                '\uDC00',
                (byte) -1,
                (short) -2,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                -0.0f,
                Double.NaN,
                new BigInteger("-123456789012345678901234567890"),
                new BigDecimal("1.10"),
                new BigDecimal("1E+400"),
                UUID.randomUUID(),
                URI.create("http://a/b?c=%20#d"),
                Locale.forLanguageTag("zh-Hant-TW"),
                Locale.ROOT,
                Currency.getInstance("EUR"),
                Duration.ofSeconds(-3, 7),
                Instant.MAX,
                Instant.MIN,
                LocalDate.MAX,
                LocalTime.of(1, 2, 3, 4),
                LocalDateTime.MIN,
                OffsetTime.MAX,
                OffsetDateTime.MIN,
                ZonedDateTime.parse("2026-10-25T02:30+02:00[Europe/Paris]"),
                ZonedDateTime.parse("2026-10-25T02:30+01:00[Europe/Paris]"),
                Period.of(1, -2, 3),
                Year.of(12026),
                Year.of(-5),
                YearMonth.of(2026, 11),
                MonthDay.of(2, 29),
                ZoneOffset.ofHours(2),
                ZoneId.of("Europe/Paris"),
                DayOfWeek.MONDAY,
                Month.MAY);
    }

    @ParameterizedTest
    @MethodSource("plain")
    void plainValuesAreCarriedExactlyAndHeldAsTheyAre(Object value) throws Exception {
        var codec = codec("object");

        var again = codec.decode(codec.encode(value));

        assertThat(again).isEqualTo(value).hasSameClassAs(value);
        assertThat(codec.holdsAsIs(value)).isTrue();
    }

    @Test
    void aNotANumberKeepsItsBits() throws Exception {
        var odd = Double.longBitsToDouble(0x7ff8000000000001L);

        var again = (Double) codec("object").decode(codec("object").encode(odd));

        assertThat(Double.doubleToRawLongBits(again)).isEqualTo(0x7ff8000000000001L);
    }

    static Stream<Object> arrays() {
        return Stream.of(
                new byte[] {1, -1},
                new boolean[] {true, false},
                new short[] {-3},
                new char[] {'\uD800'},
                new int[] {1, 2},
                new long[] {Long.MIN_VALUE},
                new float[] {1.5f, -0.0f, Float.NaN},
                new double[0]);
    }

    @ParameterizedTest
    @MethodSource("arrays")
    void arraysOfPrimitivesAreCarriedButNotHeld(Object array) throws Exception {
        var codec = codec("object");

        var again = codec.decode(codec.encode(array));

        assertThat(again).isEqualTo(array).isNotSameAs(array);
        assertThat(codec.holdsAsIs(array)).isFalse();
    }

    @Test
    void aLocaleThatItsTagDoesNotTellIsRefused() {
        var odd = new Locale("xx_not_a_tag", "Nowhere");

        assertThatThrownBy(() -> codec("object").encode(odd)).isInstanceOf(Uncacheable.class);
    }

    @Test
    void subclassesOfNumbersAreNotTakenForThem() {
        var odd = new BigDecimal("1") {
            private static final long serialVersionUID = 1;
        };

        assertThatThrownBy(() -> codec("number").encode(odd)).isInstanceOf(Uncacheable.class);
    }

    @Test
    void anObjectIsCarriedOnlyIfItIsPlain() {
        assertThatThrownBy(() -> codec("object").encode(new ArrayList<>())).isInstanceOf(Uncacheable.class);
    }

    @Test
    void primitivesComeBoxed() throws Exception {
        assertThat(codec("primitive").decode(codec("primitive").encode(7))).isEqualTo(7);
    }

    @Test
    void anotherTypeThanTheDeclaredIsUndecodable() throws Exception {
        var text = codec("string").encode("7");

        assertThatThrownBy(() -> codec("primitive").decode(text)).isInstanceOf(Undecodable.class);
        assertThatThrownBy(() -> codec("point").decode(text)).isInstanceOf(Undecodable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nothing", "later", "published", "stream", "iterator", "input", "supplier", "thread", "type"})
    void whatIsNoValueIsRefusedBeforeTheFirstCall(String method) {
        assertThatThrownBy(() -> codec(method))
                .isInstanceOf(Uncacheable.class)
                .hasMessageContaining("the method returns");
    }

    @Test
    void typeVariablesStandForTheirBound() throws Exception {
        Type variable = List.class.getTypeParameters()[0];

        var codec = new Codecs(FieldAccess.NONE).codec(variable, CodecsTest.class, List.of());

        assertThat(codec.decode(codec.encode("x"))).isEqualTo("x");
    }
}
