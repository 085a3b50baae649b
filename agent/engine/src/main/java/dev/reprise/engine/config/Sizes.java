package dev.reprise.engine.config;

import java.util.Locale;

/** Reads a size: a whole number and {@code B}, {@code KB}, {@code MB}, {@code GB} or {@code TB}, in powers of 1024. */
public final class Sizes {

    private Sizes() {}

    /**
     * Reads a size such as {@code 512KB}, {@code 64MB} or {@code 1GB}; {@code KiB} and the like mean the same.
     *
     * @return bytes, above zero
     * @throws IllegalArgumentException if the text is none; the message says what would be right
     */
    public static long parse(String text) {
        int digits = Numbers.digits(text);
        long number = Numbers.parse(text.substring(0, digits));
        int shift = shift(text.substring(digits).trim().toUpperCase(Locale.ROOT));
        if (number < 0 || shift < 0) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a size; write a whole number and a unit, such as"
                            + " 512KB, 64MB or 1GB (1KB is 1024 bytes)");
        }
        if (number == 0) {
            throw new IllegalArgumentException("\"" + text + "\" leaves no room; write at least 1B");
        }
        if (number > Long.MAX_VALUE >> shift) {
            throw new IllegalArgumentException("\"" + text + "\" is more than can be counted; write at most 8000000TB");
        }
        return number << shift;
    }

    private static int shift(String unit) {
        return switch (unit) {
            case "B" -> 0;
            case "KB", "KIB" -> 10;
            case "MB", "MIB" -> 20;
            case "GB", "GIB" -> 30;
            case "TB", "TIB" -> 40;
            default -> -1;
        };
    }
}
