package dev.reprise.engine.standing;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which settings of two scopes or two methods differ, by the names that a file has for them. */
final class ChangedSettings {

    private static final Pattern PLACE = Pattern.compile("where=[^,\\]]*");
    private static final Pattern CAPITAL = Pattern.compile("(?=[A-Z])");

    private final List<String> names = new ArrayList<>();

    private ChangedSettings() {}

    /** Returns the names, in the order of the settings. */
    static List<String> between(Record was, Record is) {
        ChangedSettings changed = new ChangedSettings();
        changed.compare("", was, is);
        return changed.names;
    }

    /** Settings know where they were written, and a line more above them changes nothing. */
    static boolean areEqual(@Nullable Object was, @Nullable Object is) {
        return Objects.equals(was, is) || withoutPlaces(was).equals(withoutPlaces(is));
    }

    private static String withoutPlaces(@Nullable Object setting) {
        return PLACE.matcher(String.valueOf(setting)).replaceAll("");
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
            case "tenantQuota.maxEntries" -> "max-entries-per-tenant";
            case "tenantQuota.maxBytes" -> "max-size-per-tenant";
            default ->
                String.join("-", CAPITAL.split(name.substring(name.lastIndexOf('.') + 1)))
                        .toLowerCase(Locale.ROOT);
        };
    }
}
