package dev.reprise.engine.log;

import java.time.LocalDate;

/**
 * Writes an instant as {@code 2026-11-21T10:15:30.123Z}. By hand, since the first use of a formatter of java.time costs a
 * starting JVM more than all else that Reprise does there.
 */
final class Timestamp {

    private static final long DAY = 86_400_000L;

    private Timestamp() {}

    static void append(StringBuilder text, long millis) {
        int ofDay = (int) Math.floorMod(millis, DAY);
        text.append(LocalDate.ofEpochDay(Math.floorDiv(millis, DAY)));
        append(text.append('T'), ofDay / 3_600_000, 2);
        append(text.append(':'), ofDay / 60_000 % 60, 2);
        append(text.append(':'), ofDay / 1_000 % 60, 2);
        append(text.append('.'), ofDay % 1_000, 3);
        text.append('Z');
    }

    private static void append(StringBuilder text, int number, int digits) {
        if (digits == 3 && number < 100) {
            text.append('0');
        }
        if (number < 10) {
            text.append('0');
        }
        text.append(number);
    }
}
