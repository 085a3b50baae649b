package dev.reprise.clients;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Values without parts, and how each is changed into another of its type. */
final class Leaves {

    private static final Map<Class<?>, UnaryOperator<Object>> OTHERS = Map.ofEntries(
            Map.entry(String.class, value -> value + "~"),
            Map.entry(Boolean.class, value -> !((Boolean) value)),
            Map.entry(Integer.class, value -> (Integer) value + 1),
            Map.entry(Long.class, value -> (Long) value + 1),
            Map.entry(Short.class, value -> (short) ((Short) value + 1)),
            Map.entry(Byte.class, value -> (byte) ((Byte) value + 1)),
            Map.entry(Character.class, value -> (char) ((Character) value + 1)),
            Map.entry(Float.class, value -> Math.nextUp((Float) value)),
            Map.entry(Double.class, value -> Math.nextUp((Double) value)),
            Map.entry(BigDecimal.class, value -> ((BigDecimal) value).setScale(((BigDecimal) value).scale() + 1)),
            Map.entry(BigInteger.class, value -> ((BigInteger) value).add(BigInteger.ONE)),
            Map.entry(URI.class, value -> URI.create(value + "/other")),
            Map.entry(Duration.class, value -> ((Duration) value).plusNanos(1)),
            Map.entry(Instant.class, value -> ((Instant) value).plusNanos(1)),
            Map.entry(UUID.class, value -> new UUID(1, ((UUID) value).getLeastSignificantBits() + 1)),
            Map.entry(Locale.class, value -> value.equals(Locale.FRENCH) ? Locale.GERMAN : Locale.FRENCH));

    private static final Map<Class<?>, Object> SAMPLES = Map.ofEntries(
            Map.entry(String.class, "sample"),
            Map.entry(Boolean.class, true),
            Map.entry(Integer.class, 7),
            Map.entry(Long.class, 7L),
            Map.entry(Float.class, 0.5f),
            Map.entry(Double.class, 0.5),
            Map.entry(BigDecimal.class, BigDecimal.ONE),
            Map.entry(URI.class, URI.create("http://127.0.0.1:9/sample")),
            Map.entry(Duration.class, Duration.ofSeconds(7)),
            Map.entry(Instant.class, Instant.EPOCH),
            Map.entry(Locale.class, Locale.FRENCH),
            Map.entry(Charset.class, StandardCharsets.UTF_16),
            Map.entry(List.class, List.of("sample")),
            Map.entry(Set.class, Set.of("sample")),
            Map.entry(Map.class, Map.of("sample", "sample")));

    private Leaves() {}

    static boolean isLeaf(Object value) {
        return OTHERS.containsKey(value.getClass()) || value instanceof Enum<?> || value instanceof Class<?>;
    }

    /** Returns another value of the same type; null if none is known. */
    static @Nullable Object other(Object value) {
        if (value instanceof Enum<?> constant) {
            for (Object each : constant.getDeclaringClass().getEnumConstants()) {
                if (each != constant) {
                    return each;
                }
            }
            return null;
        }
        UnaryOperator<Object> change = OTHERS.get(value.getClass());
        return change == null ? null : change.apply(value);
    }

    /** Returns some value for a place that may hold a type; null if none is known. */
    static @Nullable Object sample(Type type) {
        Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
        if (!(raw instanceof Class<?> of)) {
            return null;
        }
        return of.isEnum() ? of.getEnumConstants()[0] : SAMPLES.get(of);
    }
}
