package dev.reprise.engine.log;

/**
 * Makes one line of a text that others chose: what is printed or logged can forge no line, and no sequence of characters that
 * a terminal would obey comes through.
 */
public final class OneLine {

    private OneLine() {}

    /** Returns the text with its control characters escaped. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                StringBuilder line = new StringBuilder(text.length() + 16);
                append(line, text);
                return line.toString();
            }
        }
        return text;
    }

    static void append(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        JsonFormat.appendUnicode(line, c);
                    } else {
                        line.append(c);
                    }
                }
            }
        }
    }
}
