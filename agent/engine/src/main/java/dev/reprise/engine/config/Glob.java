package dev.reprise.engine.config;

/** Matches names in which {@code *} stands for any characters, dots included, or for none. */
final class Glob {

    private Glob() {}

    /**
     * Tells whether a name matches. A {@code .} before an upper-case letter also matches the {@code $} of a nested
     * class, as people write {@code Outer.Inner}.
     */
    static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length() && same(pattern, p, name.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private static boolean same(String pattern, int p, char c) {
        char expected = pattern.charAt(p);
        return expected == c || (c == '$' && expected == '.' && isUpper(pattern, p + 1));
    }

    private static boolean isUpper(String text, int index) {
        return index < text.length() && Character.isUpperCase(text.charAt(index));
    }
}
