package dev.reprise.admin.cli;

/** A time that is left, for people: the two largest units of it. */
final class Span {

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Span() {}

    /** Returns such as {@code 59 min 42 s}. */
    static String of(long seconds) {
        if (seconds >= DAY) {
            return both(seconds, DAY, " d", HOUR, " h");
        }
        if (seconds >= HOUR) {
            return both(seconds, HOUR, " h", MINUTE, " min");
        }
        return seconds >= MINUTE ? both(seconds, MINUTE, " min", 1, " s") : seconds + " s";
    }

    private static String both(long seconds, long large, String itsName, long small, String otherName) {
        long rest = seconds % large / small;
        return seconds / large + itsName + (rest == 0 ? "" : " " + rest + otherName);
    }
}
