package dev.reprise.engine.log;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * A JSON object per line: {@code time}, {@code level}, {@code source} (always {@code reprise}), {@code logger},
 * {@code message}, and if something was thrown {@code error} and, at {@code debug}, {@code stack}.
 */
final class JsonFormat implements LogFormat {

    private static final String HEX = "0123456789abcdef";

    @Override
    public void append(StringBuilder line, LogEvent event, boolean stackTrace) {
        line.append("{\"time\":\"");
        Timestamp.append(line, event.millis());
        line.append('"');
        appendField(line, "level", event.level().toString());
        appendField(line, "source", "reprise");
        appendField(line, "logger", event.logger());
        appendField(line, "message", event.message());
        Throwable thrown = event.thrown();
        if (thrown != null) {
            appendField(line, "error", Thrown.describe(thrown));
            if (stackTrace) {
                StringWriter trace = new StringWriter();
                thrown.printStackTrace(new PrintWriter(trace));
                appendField(line, "stack", trace.toString());
            }
        }
        line.append("}\n");
    }

    private static void appendField(StringBuilder line, String name, String value) {
        line.append(",\"").append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    // Beyond ASCII as well: then the line is JSON in whatever charset standard error has.
                    if (c < ' ' || c > '~') {
                        appendUnicode(line, c);
                    } else {
                        line.append(c);
                    }
                }
            }
        }
        line.append('"');
    }

    static void appendUnicode(StringBuilder line, char c) {
        line.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            line.append(HEX.charAt((c >> shift) & 0xF));
        }
    }
}
