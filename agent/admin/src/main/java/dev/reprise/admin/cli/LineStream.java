package dev.reprise.admin.cli;

import dev.reprise.engine.log.OneLine;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A stream on which what is printed as a line is one, and what a row is made of stays in it: names come out of requests and of
 * files of others. Only {@link #print(String)} prints as it is, which is for what commands draw: colours, bars, scripts.
 */
final class LineStream extends PrintStream {

    private final PrintStream to;

    private LineStream(PrintStream to) {
        super(to);
        this.to = to;
    }

    static LineStream of(PrintStream to) {
        return to instanceof LineStream line ? line : new LineStream(to);
    }

    @Override
    public void print(@Nullable String text) {
        to.print(text);
    }

    @Override
    public void println() {
        to.println();
    }

    @Override
    public void println(@Nullable String line) {
        to.println(OneLine.of(String.valueOf(line)));
    }

    @Override
    public void println(@Nullable Object line) {
        println(String.valueOf(line));
    }

    @Override
    public PrintStream format(String row, @Nullable Object... cells) {
        to.format(row, plain(cells));
        return this;
    }

    @Override
    public PrintStream format(@Nullable Locale locale, String row, @Nullable Object... cells) {
        to.format(locale, row, plain(cells));
        return this;
    }

    private static @Nullable Object[] plain(@Nullable Object[] cells) {
        @Nullable Object[] plain = cells.clone();
        for (int i = 0; i < plain.length; i++) {
            if (!(plain[i] instanceof Number)) {
                plain[i] = OneLine.of(String.valueOf(plain[i]));
            }
        }
        return plain;
    }
}
