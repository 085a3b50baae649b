package dev.reprise.engine.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Notes what of the file a property or a variable goes before: of what can change while the JVM runs, because whoever changes
 * it there waits for it to take effect, and of the home, where people look for files. Nothing of it is a secret.
 */
final class OverriddenSettings {

    private static final List<String> TOLD = List.of("mode", "rollout", "home", "clients", "log");
    private static final List<String> TOLD_OF_SCOPES = List.of("rollout", "ttl", "ttl-jitter");

    private final Map<String, Overridden> all = new LinkedHashMap<>();

    /** Notes that a value is put in the place of what is there so far. */
    void put(List<String> path, Node.Entry before, Node.Scalar value) {
        if (before.value() instanceof Node.Nothing || !isTold(path)) {
            return;
        }
        String setting = String.join(".", path);
        SourceLocation where = before.value().where();
        String said = before.value() instanceof Node.Scalar scalar ? scalar.text() : null;
        if (Overrides.isOverride(where)) { // A variable, before which a property goes.
            Overridden earlier = all.remove(setting);
            if (earlier == null) {
                return;
            }
            where = earlier.where();
            said = earlier.said();
        }
        all.put(setting, new Overridden(where, setting, said, value.where(), value.text()));
    }

    /** Returns those that have another value in the file. */
    List<Overridden> others() {
        List<Overridden> others = new ArrayList<>();
        for (Overridden each : all.values()) {
            String said = each.said();
            if (said == null || !said.trim().equalsIgnoreCase(each.value().trim())) {
                others.add(each);
            }
        }
        return others;
    }

    private static boolean isTold(List<String> path) {
        return path.get(0).equals("scopes")
                ? TOLD_OF_SCOPES.contains(path.get(path.size() - 1))
                : TOLD.contains(path.get(0));
    }
}
