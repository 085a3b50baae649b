package dev.reprise.engine.config;

/** Reads whole numbers without regular expressions and without exceptions. */
final class Numbers {

    private Numbers() {}

    /** Returns how many ASCII digits the text begins with. */
    static int digits(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /** Returns the number that the text consists of, or -1 if it is none or has more than 18 digits. */
    static long parse(String text) {
        if (text.isEmpty() || text.length() > 18 || digits(text) != text.length()) {
            return -1;
        }
        return Long.parseLong(text);
    }
}
