package dev.reprise.engine.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads what may be done with entries whose time to live is over, of a scope or of some methods. */
final class StalenessBinder {

    static final String IF_ERROR = "stale-if-error";
    static final String WHILE_REVALIDATE = "stale-while-revalidate";
    static final String REFRESH_AHEAD = "refresh-ahead";
    static final String EXCEPTIONS = "stale-exceptions";

    /** More would ask again at nearly every call. */
    private static final int MOST_AHEAD = 90;

    private StalenessBinder() {}

    /** Returns the keys, with those that they come behind. */
    static List<String> keys(List<String> others) {
        List<String> all = new ArrayList<>(singleKeys(others));
        all.add(EXCEPTIONS);
        return List.copyOf(all);
    }

    /** Returns the keys of single values, with those that they come behind. */
    static List<String> singleKeys(List<String> others) {
        List<String> all = new ArrayList<>(others);
        all.add(IF_ERROR);
        all.add(WHILE_REVALIDATE);
        all.add(REFRESH_AHEAD);
        return List.copyOf(all);
    }

    /** Returns what the fields say, or null if they say nothing. */
    static @Nullable Staleness bind(Fields fields) {
        Duration ifError = window(fields, IF_ERROR);
        Duration whileRevalidate = window(fields, WHILE_REVALIDATE);
        Integer ahead = fields.node(REFRESH_AHEAD) == null
                ? null
                : isOff(fields, REFRESH_AHEAD) ? 0 : fields.percentage(REFRESH_AHEAD, 0);
        if (ahead != null && ahead > MOST_AHEAD) {
            fields.problem(REFRESH_AHEAD, "is most of the time to live; write at most 90%, such as 20%");
        }
        ExceptionNames exceptions = fields.node(EXCEPTIONS) == null ? null : ExceptionNames.bind(fields, EXCEPTIONS);
        return ifError == null && whileRevalidate == null && ahead == null && exceptions == null
                ? null
                : new Staleness(ifError, whileRevalidate, ahead, exceptions);
    }

    private static @Nullable Duration window(Fields fields, String key) {
        return isOff(fields, key) ? Duration.ZERO : fields.duration(key);
    }

    private static boolean isOff(Fields fields, String key) {
        if (!(fields.node(key) instanceof Node.Scalar scalar)) {
            return false;
        }
        String text = scalar.text().trim().toLowerCase(Locale.ROOT);
        return text.equals("off") || text.equals("false");
    }
}
