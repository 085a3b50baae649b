package dev.reprise.engine.config;

import java.time.Duration;
import java.util.List;

/** Reads and writes a duration: a whole number and {@code ms}, {@code s}, {@code m}, {@code h} or {@code d}. */
public final class Durations {

    private static final long LONGEST_MILLIS = 36_500L * 86_400_000L;

    /** The longest first. */
    private static final List<String> UNITS = List.of("d", "h", "m", "s", "ms");

    private Durations() {}

    /**
     * Reads a duration such as {@code 100ms}, {@code 90s}, {@code 10m}, {@code 24h} or {@code 7d}.
     *
     * @return a duration above zero, at most a hundred years
     * @throws IllegalArgumentException if the text is none; the message says what would be right
     */
    public static Duration parse(String text) {
        int digits = Numbers.digits(text);
        long unit = millis(text.substring(digits).trim());
        long number = Numbers.parse(text.substring(0, digits));
        if (unit == 0 || number < 0) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is not a duration; write a whole number and a unit, such as 100ms, 90s, 10m, 24h or 7d");
        }
        if (number == 0) {
            throw new IllegalArgumentException("\"" + text + "\" is no time at all; write at least 1ms");
        }
        if (number > LONGEST_MILLIS / unit) {
            throw new IllegalArgumentException("\"" + text + "\" is more than a hundred years; write at most 36500d");
        }
        return Duration.ofMillis(number * unit);
    }

    /** Writes a duration as it is read, in the longest unit that divides it. */
    public static String text(Duration duration) {
        long millis = duration.toMillis();
        for (String unit : UNITS) {
            if (millis % millis(unit) == 0) {
                return millis / millis(unit) + unit;
            }
        }
        throw new IllegalArgumentException(String.valueOf(duration));
    }

    private static long millis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> 0;
        };
    }
}
