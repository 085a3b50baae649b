package dev.reprise.engine.log;

import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Where the log goes, and which of it. Thread-safe: an event is written with one call of the stream. */
final class LogOutput {

    private static final int KEPT = 50;
    private static final int LONGEST = 1000;

    /** For those who look from outside, where standard error has gone to somebody else. */
    private final Deque<String> last = new ArrayDeque<>(KEPT);

    private final OutputStream stream;
    private final Charset charset;
    private final InstantSource clock;

    /** Both together, so that no event is written half with the old settings. */
    private record Settings(Level level, LogFormat format) {}

    private volatile Settings settings = new Settings(Level.INFO, new TextFormat());

    LogOutput(OutputStream stream, Charset charset, InstantSource clock) {
        this.stream = stream;
        this.charset = charset;
        this.clock = clock;
    }

    void configure(Level level, LogFormat format) {
        settings = new Settings(level, format);
    }

    boolean isEnabled(Level level) {
        return level.toInt() >= settings.level().toInt();
    }

    /** Writes an event; whatever goes wrong, a full disk behind standard error say, the caller does not notice. */
    void write(Level level, String logger, String message, @Nullable Throwable thrown) {
        try {
            boolean stackTrace = isEnabled(Level.DEBUG);
            StringBuilder line = new StringBuilder(128);
            settings.format().append(line, new LogEvent(clock.millis(), level, logger, message, thrown), stackTrace);
            String text = line.toString();
            keep(text);
            stream.write(text.getBytes(charset));
            stream.flush();
        } catch (Throwable e) {
            return; // A log that cannot be written has nowhere to say so.
        }
    }

    private void keep(String text) {
        String first = text.substring(0, Math.min(text.stripTrailing().length(), LONGEST));
        synchronized (last) {
            if (last.size() == KEPT) {
                last.remove();
            }
            last.add(first);
        }
    }

    /** Returns the last lines that were written, the newest last, cut off where they are very long. */
    List<String> last() {
        synchronized (last) {
            return List.copyOf(last);
        }
    }

    /** Returns the charset in which the JVM itself writes to standard error. */
    static Charset standardErrorCharset() {
        String name = System.getProperty("stderr.encoding"); // Since JDK 19.
        if (name == null) {
            name = System.getProperty("sun.stderr.encoding", System.getProperty("native.encoding"));
        }
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
