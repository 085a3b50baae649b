package dev.reprise.engine;

import dev.reprise.engine.key.Explanation;
import dev.reprise.engine.key.Explanation.Content;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the first misses of a method for a field that makes calls differ which are otherwise equal: a counter, a time
 * stamp, a cache that fills itself. Such a field keeps the method from ever being answered; it is reported and counts on.
 * Safe for use by any number of threads.
 */
final class Watch {

    /** So many misses are looked at, each at the price of reading the call twice. */
    private static final int MISSES = 64;

    private static final int REMEMBERED = 4;

    /** One difference is chance, so many are a habit. */
    private static final int HABIT = 3;

    private final Deque<Seen> last = new ArrayDeque<>();
    private final Map<String, Integer> suspects = new HashMap<>();
    private volatile int left = MISSES;

    private record Seen(Map<String, Content> values, WeakReference<Object> receiver) {}

    /**
     * Looks at a miss.
     *
     * @param call what its key consists of
     * @param receiver the receiver, or null
     * @return the path of a field to report, or null
     */
    @Nullable
    String missed(Supplier<Explanation> call, @Nullable Object receiver) {
        if (left <= 0) {
            return null;
        }
        Map<String, Content> values = call.get().values();
        return values == null ? null : compare(new Seen(values, new WeakReference<>(receiver)), receiver);
    }

    private synchronized @Nullable String compare(Seen seen, @Nullable Object receiver) {
        left--;
        String habit = null;
        for (Seen earlier : last) {
            String path = onlyDifference(earlier, seen, receiver != null && earlier.receiver.refersTo(receiver));
            if (path != null && suspects.merge(path, 1, Integer::sum) == HABIT) {
                habit = path;
            }
        }
        last.addFirst(seen);
        if (last.size() > REMEMBERED) {
            last.removeLast();
        }
        if (left <= 0) {
            last.clear();
            suspects.clear();
        }
        return habit;
    }

    /** Returns the one field in which two calls differ, if it is of the kind that varies by itself. */
    private static @Nullable String onlyDifference(Seen one, Seen other, boolean sameReceiver) {
        Set<String> paths = new HashSet<>();
        boolean varies = true;
        Set<String> all = new HashSet<>(one.values.keySet());
        all.addAll(other.values.keySet());
        for (String path : all) {
            Content before = one.values.get(path);
            Content after = other.values.get(path);
            if (before == null || after == null || before.hash() != after.hash()) {
                paths.add(path);
                varies &= before != null && after != null && before.varies() && after.varies();
            }
        }
        String common = common(paths);
        boolean ofReceiver = common != null && common.startsWith("this.");
        return common != null && (ofReceiver ? sameReceiver : varies) ? common : null;
    }

    /** Returns the path to all of some paths, without the indexes of elements; null if it names no field or argument. */
    private static @Nullable String common(Set<String> paths) {
        String common = null;
        for (String path : paths) {
            common = common == null ? path : commonStart(common, path);
        }
        if (common == null) {
            return null;
        }
        StringBuilder named = new StringBuilder();
        boolean inIndex = false;
        for (int i = 0; i < common.length(); i++) {
            char c = common.charAt(i);
            if (!Character.isLetterOrDigit(c) && "._$-[]".indexOf(c) < 0) {
                named.setLength(
                        Math.max(named.lastIndexOf("."), 0)); // A map's key that cannot be written, or a secret.
                break;
            }
            inIndex |= c == '[';
            if (!inIndex) {
                named.append(c);
            }
            inIndex &= c != ']';
        }
        return named.isEmpty() || named.toString().equals("this") ? null : named.toString();
    }

    /** Returns what two paths begin with, whole names only. */
    private static String commonStart(String one, String other) {
        int end = 0;
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i <= length; i++) {
            boolean oneEnds = i == one.length() || one.charAt(i) == '.' || one.charAt(i) == '[';
            boolean otherEnds = i == other.length() || other.charAt(i) == '.' || other.charAt(i) == '[';
            if (oneEnds && otherEnds) {
                end = i;
            }
            if (i == length || one.charAt(i) != other.charAt(i)) {
                break;
            }
        }
        return one.substring(0, end);
    }
}
