package dev.reprise.engine.audit;

import dev.reprise.engine.key.Explanation.Leaf;
import org.jspecify.annotations.Nullable;

/**
 * A place at which two answers differ.
 *
 * @param path the place, from the answer on
 * @param before what stood there first; null if nothing did
 * @param after what stands there now; null if nothing does
 */
record Difference(
        String path, @Nullable Leaf before, @Nullable Leaf after) {

    /** Returns the place without the indexes of elements, which stands for all that are alike. */
    String place() {
        StringBuilder place = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '[') {
                place.append("[]");
            }
            inside = c == '[' || (inside && c != ']');
            if (!inside && c != ']') {
                place.append(c);
            }
        }
        return place.toString();
    }

    /** Returns whether one of the contents looks like what is another thing each time. */
    boolean varies() {
        return (before != null && before.varies()) || (after != null && after.varies());
    }

    /** Says what stood there, as far as it may be shown. */
    String example(boolean shown) {
        return content(before, shown) + ", then " + content(after, shown);
    }

    private static String content(@Nullable Leaf leaf, boolean shown) {
        return leaf == null ? "nothing" : shown ? leaf.text() : leaf.sort();
    }
}
