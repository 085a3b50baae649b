package dev.reprise.weaver.match;

import java.net.URL;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The version of a library, as the name of its jar has it.
 *
 * @param text the version
 */
public record LibraryVersion(String text) {

    private static final Pattern JAR = Pattern.compile("-(\\d[^/\\\\!]*)\\.jar!");
    private static final Pattern PART = Pattern.compile("\\d+|[A-Za-z]+");

    private static final int WORD = 0;
    private static final int END = 1;
    private static final int NUMBER = 2;

    /**
     * Returns the version of the library that a class comes from.
     *
     * @param loader finds the class
     * @param className with slashes
     * @return null if it does not come from a jar, or from one without a version in its name
     */
    public static @Nullable LibraryVersion of(ClassLoader loader, String className) {
        URL location = loader.getResource(className + ".class");
        String last = null;
        if (location != null) {
            // Of a jar in a jar the inner one.
            Matcher jar = JAR.matcher(location.toString());
            while (jar.find()) {
                last = jar.group(1);
            }
        }
        return last == null ? null : new LibraryVersion(last);
    }

    /**
     * Whether it is in one of some ranges.
     *
     * @param ranges each a version, or two such as {@code 1.0.0 to 1.19.0}, which are in it as well
     */
    public boolean isIn(List<String> ranges) {
        for (String range : ranges) {
            String[] ends = range.split(" to ", -1);
            if (order(ends[0], text) <= 0 && order(text, ends[ends.length - 1]) <= 0) {
                return true;
            }
        }
        return false;
    }

    /** Compares two versions as Maven does, if both are written with as many numbers. */
    private static int order(String one, String two) {
        Matcher left = PART.matcher(one);
        Matcher right = PART.matcher(two);
        int order = 0;
        boolean more = true;
        while (order == 0 && more) {
            String leftPart = left.find() ? left.group() : "";
            String rightPart = right.find() ? right.group() : "";
            order = orderOfParts(leftPart, rightPart);
            more = !leftPart.isEmpty() || !rightPart.isEmpty();
        }
        return order;
    }

    /** A word comes before the end, because it is that of a version before the release, and the end before a number. */
    private static int orderOfParts(String one, String two) {
        int kinds = Integer.compare(kind(one), kind(two));
        int lengths = kinds == 0 && kind(one) == NUMBER ? Integer.compare(one.length(), two.length()) : 0;
        if (kinds != 0 || lengths != 0) {
            return kinds != 0 ? kinds : lengths;
        }
        return one.compareToIgnoreCase(two);
    }

    private static int kind(String part) {
        if (part.isEmpty()) {
            return END;
        }
        return Character.isDigit(part.charAt(0)) ? NUMBER : WORD;
    }
}
