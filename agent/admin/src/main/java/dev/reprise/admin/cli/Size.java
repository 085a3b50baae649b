package dev.reprise.admin.cli;

import java.util.Locale;

/** Numbers as people read them. */
final class Size {

    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

    private Size() {}

    /** Returns a number of bytes in the largest unit of which there is one. */
    static String of(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, UNITS[unit]);
    }

    /** Returns a number and what is counted. */
    static String entries(long number) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? "entry" : "entries");
    }
}
