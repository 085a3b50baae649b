package dev.reprise.engine.value;

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
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An immutable type of the JDK whose values have an exact text.
 *
 * @param tag the first byte of an encoded value; never given to another type
 * @param type the exact class of the values, except for {@link ZoneId}, whose regions have a class of their own
 */
record Leaf<T>(byte tag, Class<T> type, Function<T, String> text, Function<String, ? extends T> parse) {

    static final byte STRING = 1;

    /** Reading a number takes time that grows with the square of its length. */
    private static final int MAX_DIGITS = 10_000;

    private static final List<Leaf<?>> ALL = List.of(
            new Leaf<>(STRING, String.class, text -> text, text -> text),
            new Leaf<>((byte) 2, Boolean.class, Object::toString, Leaf::parseBoolean),
            new Leaf<>((byte) 3, Character.class, Object::toString, Leaf::parseCharacter),
            new Leaf<>((byte) 4, Byte.class, Object::toString, Byte::valueOf),
            new Leaf<>((byte) 5, Short.class, Object::toString, Short::valueOf),
            new Leaf<>((byte) 6, Integer.class, Object::toString, Integer::valueOf),
            new Leaf<>((byte) 7, Long.class, Object::toString, Long::valueOf),
            // By their bits: a text would lose which NaN it was.
            new Leaf<>((byte) 8, Float.class, Leaf::bits, text -> Float.intBitsToFloat(Integer.parseInt(text))),
            new Leaf<>((byte) 9, Double.class, Leaf::bits, text -> Double.longBitsToDouble(Long.parseLong(text))),
            new Leaf<>((byte) 10, BigInteger.class, Object::toString, text -> new BigInteger(digits(text))),
            new Leaf<>((byte) 11, BigDecimal.class, Object::toString, text -> new BigDecimal(digits(text))),
            new Leaf<>((byte) 12, UUID.class, Object::toString, UUID::fromString),
            new Leaf<>((byte) 13, URI.class, Object::toString, URI::create),
            new Leaf<>((byte) 14, Locale.class, Locale::toLanguageTag, Locale::forLanguageTag),
            new Leaf<>((byte) 15, Currency.class, Currency::getCurrencyCode, Currency::getInstance),
            new Leaf<>((byte) 16, Duration.class, Object::toString, Duration::parse),
            new Leaf<>((byte) 17, Instant.class, Object::toString, Instant::parse),
            new Leaf<>((byte) 18, LocalDate.class, Object::toString, LocalDate::parse),
            new Leaf<>((byte) 19, LocalTime.class, Object::toString, LocalTime::parse),
            new Leaf<>((byte) 20, LocalDateTime.class, Object::toString, LocalDateTime::parse),
            new Leaf<>((byte) 21, OffsetTime.class, Object::toString, OffsetTime::parse),
            new Leaf<>((byte) 22, OffsetDateTime.class, Object::toString, OffsetDateTime::parse),
            new Leaf<>((byte) 23, ZonedDateTime.class, Object::toString, ZonedDateTime::parse),
            new Leaf<>((byte) 24, Period.class, Object::toString, Period::parse),
            new Leaf<>((byte) 25, Year.class, Object::toString, text -> Year.of(Integer.parseInt(text))),
            new Leaf<>((byte) 26, YearMonth.class, Object::toString, YearMonth::parse),
            new Leaf<>((byte) 27, MonthDay.class, Object::toString, MonthDay::parse),
            new Leaf<>((byte) 28, ZoneOffset.class, ZoneOffset::getId, ZoneOffset::of),
            new Leaf<>((byte) 29, ZoneId.class, ZoneId::getId, ZoneId::of),
            new Leaf<>((byte) 30, DayOfWeek.class, Enum::name, DayOfWeek::valueOf),
            new Leaf<>((byte) 31, Month.class, Enum::name, Month::valueOf));

    private static final Map<Class<?>, Leaf<?>> BY_TYPE = new HashMap<>();
    private static final @Nullable Leaf<?>[] BY_TAG = new Leaf<?>[32];

    static {
        for (Leaf<?> leaf : ALL) {
            BY_TYPE.put(leaf.type, leaf);
            BY_TAG[leaf.tag] = leaf;
        }
        BY_TYPE.put(ZoneId.of("Europe/Paris").getClass(), ofTag((byte) 29));
    }

    /** Returns the leaf that a class's values are, or null. */
    static @Nullable Leaf<?> of(Class<?> type) {
        return BY_TYPE.get(type);
    }

    static Set<Class<?>> types() {
        return BY_TYPE.keySet();
    }

    static Leaf<?> ofTag(byte tag) {
        Leaf<?> leaf = tag > 0 && tag < BY_TAG.length ? BY_TAG[tag] : null;
        if (leaf == null) {
            throw new IllegalArgumentException("no type has the tag " + tag);
        }
        return leaf;
    }

    String textOf(Object value) {
        return text.apply(type.cast(value));
    }

    private static String digits(String text) {
        if (text.length() > MAX_DIGITS) {
            throw new IllegalArgumentException("a number of more than 10,000 digits");
        }
        return text;
    }

    private static boolean parseBoolean(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static char parseCharacter(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException(text);
        }
        return text.charAt(0);
    }

    private static String bits(Float value) {
        return Integer.toString(Float.floatToRawIntBits(value));
    }

    private static String bits(Double value) {
        return Long.toString(Double.doubleToRawLongBits(value));
    }
}
