package dev.reprise.engine;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts why calls of one method were bypassed or answers not kept. Thread-safe. */
final class ReasonCounts {

    /** Reasons name paths and classes of the host: a bound keeps an odd service from filling the heap with them. */
    private static final int MOST = 32;

    /** How often a reason was that of a bypass, and in all. */
    private record Count(LongAdder bypasses, LongAdder all) {}

    private final Map<String, Count> found = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> askedFor = new ConcurrentHashMap<>();

    /** Counts a bypass; returns whether it is the first for this reason. */
    boolean bypassed(String reason) {
        return counts(reason, /* isBypass= */ true);
    }

    /** Counts an answer that is not kept; returns whether it is the first for this reason. */
    boolean refused(String reason) {
        return counts(reason, /* isBypass= */ false);
    }

    /** Counts a bypass that the user asked for; of that there are few reasons. */
    void leftOut(String reason) {
        LongAdder count = askedFor.get(reason);
        if (count == null) {
            count = askedFor.computeIfAbsent(reason, first -> new LongAdder());
        }
        count.increment();
    }

    private boolean counts(String reason, boolean isBypass) {
        Count count = found.get(reason);
        boolean isNew = count == null;
        if (count == null) {
            if (found.size() >= MOST) {
                return false;
            }
            Count first = new Count(new LongAdder(), new LongAdder());
            Count other = found.putIfAbsent(reason, first);
            isNew = other == null;
            count = other == null ? first : other;
        }
        count.all().increment();
        if (isBypass) {
            count.bypasses().increment();
        }
        return isNew;
    }

    /** Returns the most frequent reason that the user did not ask for; null if there is none. */
    @Nullable
    Reasons main() {
        String main = null;
        long most = 0;
        for (Map.Entry<String, Count> reason : found.entrySet()) {
            long count = reason.getValue().all().sum();
            if (count > most) {
                main = reason.getKey();
                most = count;
            }
        }
        return main == null ? null : new Reasons(main, most, found.size());
    }

    /** Returns how many calls were bypassed or answers not kept, by reason. */
    Map<String, Long> all() {
        Map<String, Long> all = askedFor();
        for (Map.Entry<String, Count> reason : found.entrySet()) {
            all.put(reason.getKey(), reason.getValue().all().sum());
        }
        return all;
    }

    /** Returns how many calls were bypassed, by reason. */
    Map<String, Long> bypasses() {
        Map<String, Long> all = askedFor();
        for (Map.Entry<String, Count> reason : found.entrySet()) {
            long bypasses = reason.getValue().bypasses().sum();
            if (bypasses > 0) {
                all.put(reason.getKey(), bypasses);
            }
        }
        return all;
    }

    private Map<String, Long> askedFor() {
        Map<String, Long> all = new TreeMap<>();
        for (Map.Entry<String, LongAdder> reason : askedFor.entrySet()) {
            all.put(reason.getKey(), reason.getValue().sum());
        }
        return all;
    }
}
