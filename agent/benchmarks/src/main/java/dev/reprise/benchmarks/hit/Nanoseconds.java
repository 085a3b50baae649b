package dev.reprise.benchmarks.hit;

import java.util.Locale;

/** Figures of the tables as text; what was not measured is a dash. */
final class Nanoseconds {

    private Nanoseconds() {}

    static String text(double nanoseconds) {
        if (Double.isNaN(nanoseconds)) {
            return "-";
        }
        return String.format(Locale.ROOT, nanoseconds < 100 ? "%.1f" : "%,.0f", nanoseconds);
    }

    static String ratio(double one, double other) {
        return Double.isNaN(one) ? "-" : String.format(Locale.ROOT, "%.2f", one / other);
    }
}
