package dev.reprise.engine.key;

import java.time.temporal.Temporal;
import java.util.Calendar;
import java.util.Date;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Guesses whether a value is another one each time: a time, a random name. Right often enough for a hint. */
final class Varying {

    private static final long DAY = TimeUnit.DAYS.toMillis(1);
    private static final int SHORTEST_NAME = 16;

    private Varying() {}

    static boolean looks(Object value) {
        if (value instanceof Long number) {
            return isNow(number);
        }
        if (value instanceof String text) {
            return text.length() <= 64 && (isRandomName(text) || isTime(text));
        }
        return value instanceof Temporal || value instanceof Date || value instanceof Calendar || value instanceof UUID;
    }

    private static boolean isNow(long number) {
        long now = System.currentTimeMillis();
        return Math.abs(number - now) < DAY
                || Math.abs(number - now / 1000) < DAY / 1000
                || Math.abs(number - System.nanoTime()) < TimeUnit.MILLISECONDS.toNanos(DAY);
    }

    /** Hexadecimal digits and hyphens, as in a UUID or a trace's number. */
    private static boolean isRandomName(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.digit(c, 16) < 0 && c != '-') {
                return false;
            }
            digits += Character.isDigit(c) ? 1 : 0;
        }
        return text.length() >= SHORTEST_NAME && digits > 0;
    }

    /** {@code 2026-11-21T...}, as ISO 8601 has it. */
    private static boolean isTime(String text) {
        return text.length() >= SHORTEST_NAME
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && (text.charAt(10) == 'T' || text.charAt(10) == ' ')
                && Character.isDigit(text.charAt(0));
    }
}
