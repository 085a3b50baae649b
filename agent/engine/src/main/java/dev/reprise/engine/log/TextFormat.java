package dev.reprise.engine.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.slf4j.event.Level;

/**
 * A line that begins with {@code [reprise]}, so that it can be told from those of the host:
 * {@code [reprise] 2026-11-21T10:15:30.123Z WARN  disk tier is off: no space left}.
 */
final class TextFormat implements LogFormat {

    private static final String PREFIX = "[reprise] ";
    private static final String END = System.lineSeparator();

    @Override
    public void append(StringBuilder line, LogEvent event, boolean stackTrace) {
        line.append(PREFIX);
        Timestamp.append(line, event.millis());
        line.append(' ').append(event.level());
        if (event.level() == Level.INFO || event.level() == Level.WARN) {
            line.append(' '); // The others have five letters.
        }
        line.append(' ');
        OneLine.append(line, event.message());
        Throwable thrown = event.thrown();
        if (thrown != null) {
            OneLine.append(line.append(": "), Thrown.describe(thrown));
        }
        line.append(END);
        if (thrown != null && stackTrace) {
            appendStackTrace(line, thrown);
        }
    }

    private static void appendStackTrace(StringBuilder line, Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        for (String part : trace.toString().lines().toList()) {
            OneLine.append(line.append(PREFIX).append("    "), part.replace("\t", "  "));
            line.append(END);
        }
    }
}
