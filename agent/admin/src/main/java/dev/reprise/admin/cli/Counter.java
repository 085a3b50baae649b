package dev.reprise.admin.cli;

import dev.reprise.engine.exchange.Exchange;
import java.io.PrintStream;
import java.util.Locale;

/** Shows on a terminal how far something is, in one line that it takes away at the end. Not thread-safe. */
final class Counter implements Exchange.Progress, AutoCloseable {

    private static final long PAUSE_NANOS = 200_000_000;

    private final PrintStream err;
    private final boolean terminal;
    private final String what;
    private long shownNanos = System.nanoTime();
    private int width;

    Counter(PrintStream err, boolean terminal, String what) {
        this.err = err;
        this.terminal = terminal;
        this.what = what;
    }

    @Override
    public void at(long number) {
        if (terminal && System.nanoTime() - shownNanos > PAUSE_NANOS) {
            shownNanos = System.nanoTime();
            String line = what + " " + String.format(Locale.ROOT, "%,d", number);
            width = line.length();
            err.print("\r" + line);
            err.flush();
        }
    }

    @Override
    public void close() {
        if (width > 0) {
            err.print("\r" + " ".repeat(width) + "\r");
            err.flush();
        }
    }
}
