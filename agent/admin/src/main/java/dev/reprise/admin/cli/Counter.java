package dev.reprise.admin.cli;

import dev.reprise.engine.tier.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows on a terminal how far something is, in one line that it takes away at the end: a number, and where it is known how much
 * is done a bar and the time that is left. Not thread-safe.
 */
final class Counter implements Progress, AutoCloseable {

    private static final long PAUSE_NANOS = 200_000_000;
    private static final int WIDTH = 24;

    /** Before so much is done, nobody can tell how long it takes. */
    private static final double TELLING = 0.02;

    private final PrintStream err;
    private final boolean shows;
    private final boolean colours;
    private final String what;
    private final LongSupplier nanoClock;
    private final long beganNanos;
    private long shownNanos;
    private int width;

    Counter(PrintStream err, boolean shows, boolean colours, String what, LongSupplier nanoClock) {
        this.err = err;
        this.shows = shows;
        this.colours = colours;
        this.what = what;
        this.nanoClock = nanoClock;
        this.beganNanos = nanoClock.getAsLong();
        this.shownNanos = beganNanos;
    }

    /** Takes a number of which nobody knows how much of all it is. */
    void at(long number) {
        at(number, UNKNOWN);
    }

    @Override
    public void at(long number, double share) {
        if (!shows || nanoClock.getAsLong() - shownNanos < PAUSE_NANOS) {
            return;
        }
        shownNanos = nanoClock.getAsLong();
        String counted = what + " " + String.format(Locale.ROOT, "%,d", number);
        String after = share < 0 ? "" : after(share);
        int now = counted.length() + (share < 0 ? 0 : WIDTH + 3) + after.length();
        err.print("\r" + counted + (share < 0 ? "" : " [" + bar(share) + "]") + after
                + " ".repeat(Math.max(0, width - now)));
        err.flush();
        width = now;
    }

    private String bar(double share) {
        int done = (int) Math.round(WIDTH * Math.min(1, share));
        String bar = "#".repeat(done);
        return (colours && done > 0 ? "\u001b[32m" + bar + "\u001b[0m" : bar) + "-".repeat(WIDTH - done);
    }

    private String after(double share) {
        String percent = String.format(Locale.ROOT, " %3d %%", (int) (100 * Math.min(1, share)));
        if (share < TELLING) {
            return percent;
        }
        long seconds = Math.round((shownNanos - beganNanos) / 1e9 * (1 - Math.min(1, share)) / share);
        return percent + String.format(Locale.ROOT, ", %d:%02d left", seconds / 60, seconds % 60);
    }

    @Override
    public void close() {
        if (width > 0) {
            err.print("\r" + " ".repeat(width) + "\r");
            err.flush();
        }
    }
}
