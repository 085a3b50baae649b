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
import org.jspecify.annotations.Nullable;

/**
 * An immutable type of the JDK whose values have an exact text. What is read and written is told by the tag, not by a
 * function for each type: sixty of them would be made before the first call is answered.
 *
 * @param tag the first byte of an encoded value; never given to another type
 * @param type the exact class of the values, except for {@link ZoneId}, whose regions have a class of their own
 */
record Leaf(byte tag, Class<?> type) {

    static final byte STRING = 1;

    private static final byte ZONE = 29;

    /** Reading a number takes time that grows with the square of its length. */
    private static final int MAX_DIGITS = 10_000;

    /** By their tags, of which the first is 1. */
    private static final List<Class<?>> TYPES = List.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class,
            URI.class,
            Locale.class,
            Currency.class,
            Duration.class,
            Instant.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            Period.class,
            Year.class,
            YearMonth.class,
            MonthDay.class,
            ZoneOffset.class,
            ZoneId.class,
            DayOfWeek.class,
            Month.class);

    private static final Map<Class<?>, Leaf> BY_TYPE = new HashMap<>();
    private static final @Nullable Leaf[] BY_TAG = new Leaf[TYPES.size() + 1];

    static {
        for (byte tag = 1; tag <= TYPES.size(); tag++) {
            Leaf leaf = new Leaf(tag, TYPES.get(tag - 1));
            BY_TYPE.put(leaf.type, leaf);
            BY_TAG[tag] = leaf;
        }
        BY_TYPE.put(classOfRegions(), ofTag(ZONE));
    }

    /** The name spares reading the table of all zones, which an instance would take. */
    private static Class<?> classOfRegions() {
        try {
            return Class.forName("java.time.ZoneRegion", false, null);
        } catch (ClassNotFoundException renamed) {
            return ZoneId.of("Europe/Paris").getClass();
        }
    }

    /** Returns the leaf that a class's values are, or null. */
    static @Nullable Leaf of(Class<?> type) {
        return BY_TYPE.get(type);
    }

    static Set<Class<?>> types() {
        return BY_TYPE.keySet();
    }

    static Leaf ofTag(byte tag) {
        Leaf leaf = tag > 0 && tag < BY_TAG.length ? BY_TAG[tag] : null;
        if (leaf == null) {
            throw new IllegalArgumentException("no type has the tag " + tag);
        }
        return leaf;
    }

    /**
     * Returns the text of a value.
     *
     * @throws ClassCastException if it is none of this type
     */
    String textOf(Object value) {
        return switch (tag) {
            // By their bits: a text would lose which NaN it was.
            case 8 -> Integer.toString(Float.floatToRawIntBits((Float) value));
            case 9 -> Long.toString(Double.doubleToRawLongBits((Double) value));
            case 14 -> ((Locale) value).toLanguageTag();
            case 15 -> ((Currency) value).getCurrencyCode();
            case 28, ZONE -> ((ZoneId) value).getId();
            case 30, 31 -> ((Enum<?>) value).name();
            default -> type.cast(value).toString();
        };
    }

    /**
     * Returns the value that a text is of.
     *
     * @throws RuntimeException if it is of none
     */
    Object parse(String text) {
        return switch (tag) {
            case STRING -> text;
            case 2 -> parseBoolean(text);
            case 3 -> parseCharacter(text);
            case 4 -> Byte.valueOf(text);
            case 5 -> Short.valueOf(text);
            case 6 -> Integer.valueOf(text);
            case 7 -> Long.valueOf(text);
            case 8 -> Float.intBitsToFloat(Integer.parseInt(text));
            case 9 -> Double.longBitsToDouble(Long.parseLong(text));
            case 10 -> new BigInteger(digits(text));
            case 11 -> new BigDecimal(digits(text));
            case 12 -> UUID.fromString(text);
            case 13 -> URI.create(text);
            case 14 -> Locale.forLanguageTag(text);
            case 15 -> Currency.getInstance(text);
            case 16 -> Duration.parse(text);
            case 17 -> Instant.parse(text);
            case 18 -> LocalDate.parse(text);
            case 19 -> LocalTime.parse(text);
            case 20 -> LocalDateTime.parse(text);
            case 21 -> OffsetTime.parse(text);
            case 22 -> OffsetDateTime.parse(text);
            case 23 -> ZonedDateTime.parse(text);
            case 24 -> Period.parse(text);
            case 25 -> Year.of(Integer.parseInt(text));
            case 26 -> YearMonth.parse(text);
            case 27 -> MonthDay.parse(text);
            case 28 -> ZoneOffset.of(text);
            case ZONE -> ZoneId.of(text);
            case 30 -> DayOfWeek.valueOf(text);
            case 31 -> Month.valueOf(text);
            default -> throw new IllegalStateException("no type has the tag " + tag);
        };
    }

    private static String digits(String text) {
        if (text.length() > MAX_DIGITS) {
            throw new IllegalArgumentException("a number of more than 10,000 digits");
        }
        return text;
    }

    private static Boolean parseBoolean(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Character parseCharacter(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException(text);
        }
        return text.charAt(0);
    }
}
