package dev.reprise.engine.standing;

import dev.reprise.engine.config.SourceLocation;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which settings of two scopes or two methods differ, by the names that a file has for them. */
final class ChangedSettings {

    private static final Pattern CAPITAL = Pattern.compile("(?=[A-Z])");

    private final List<String> names = new ArrayList<>();

    private ChangedSettings() {}

    /** Returns the names, in the order of the settings. */
    static List<String> between(Record was, Record is) {
        ChangedSettings changed = new ChangedSettings();
        changed.compare("", was, is);
        return changed.names;
    }

    /**
     * Returns whether two settings are the same. They know where they were written, and a line more above them changes nothing;
     * what they say of themselves is not asked, because it leaves out passwords.
     */
    static boolean areEqual(@Nullable Object was, @Nullable Object is) {
        if (Objects.equals(was, is)) {
            return true;
        }
        if (was == null || is == null || was.getClass() != is.getClass()) {
            return was instanceof List<?> some && is instanceof List<?> others && areEqual(some, others);
        }
        if (was instanceof SourceLocation) {
            return true;
        }
        if (was instanceof List<?> some) {
            return areEqual(some, (List<?>) is);
        }
        return was instanceof Record && haveEqualParts(was, is);
    }

    private static boolean areEqual(List<?> was, List<?> is) {
        boolean equal = was.size() == is.size();
        for (int i = 0; equal && i < was.size(); i++) {
            equal = areEqual(was.get(i), is.get(i));
        }
        return equal;
    }

    private static boolean haveEqualParts(Object was, Object is) {
        for (RecordComponent component : was.getClass().getRecordComponents()) {
            if (!areEqual(value(component, was), value(component, is))) {
                return false;
            }
        }
        return true;
    }

    private void compare(String of, @Nullable Object was, @Nullable Object is) {
        Object either = was == null ? is : was;
        if (either == null) {
            return;
        }
        for (RecordComponent component : either.getClass().getRecordComponents()) {
            String name = of + component.getName();
            Object before = value(component, was);
            Object after = value(component, is);
            if (areEqual(before, after)) {
                continue;
            }
            if (name.equals("stale") || name.equals("tenantQuota")) {
                compare(name + ".", before, after);
            } else {
                names.add(written(name));
            }
        }
    }

    private static @Nullable Object value(RecordComponent component, @Nullable Object of) {
        try {
            return of == null ? null : component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException closed) {
            throw new IllegalStateException("a setting cannot be read: " + component, closed);
        }
    }

    /** Returns how a file has it. */
    private static String written(String name) {
        return switch (name) {
            case "maxBytes" -> "max-size";
            case "statedScope" -> "scope";
            case "ignore" -> "key.ignore";
            case "pace" -> "replay.pace";
            case "negative" -> "negative-ttl";
            case "stale.ifError" -> "stale-if-error";
            case "stale.whileRevalidate" -> "stale-while-revalidate";
            case "stale.refreshAhead" -> "refresh-ahead";
            case "stale.exceptions" -> "stale-exceptions";
            case "tenantQuota.maxEntries" -> "max-entries-per-tenant";
            case "tenantQuota.maxBytes" -> "max-size-per-tenant";
            default ->
                String.join("-", CAPITAL.split(name.substring(name.lastIndexOf('.') + 1)))
                        .toLowerCase(Locale.ROOT);
        };
    }
}
