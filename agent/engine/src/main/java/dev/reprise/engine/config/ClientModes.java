package dev.reprise.engine.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code clients} says: one mode for all, or one by name. */
final class ClientModes {

    private static final String KEY = "clients";

    private final @Nullable Fields byName;
    private final @Nullable Mode forAll;

    private ClientModes(@Nullable Fields byName, @Nullable Mode forAll) {
        this.byName = byName;
        this.forAll = forAll;
    }

    /**
     * Reads them; what is wrong is a problem.
     *
     * @param fields the configuration's
     * @param valid the clients that there are
     */
    static ClientModes of(Fields fields, List<String> valid, Problems problems) {
        Node setting = fields.node(KEY);
        if (setting instanceof Node.Mapping) {
            return new ClientModes(Fields.of(setting, KEY, "client", valid, problems), null);
        }
        if (setting instanceof Node.Sequence sequence) {
            fields.problem(KEY, "needs a mode for each client, not a list; " + instead(sequence, valid));
            return new ClientModes(null, null);
        }
        String client = setting instanceof Node.Scalar scalar && !Fields.isMode(scalar.text())
                ? client(scalar.text(), valid)
                : null;
        if (setting == null || client == null) {
            return new ClientModes(null, setting == null ? null : fields.mode(KEY));
        }
        String given = ((Node.Scalar) setting).text().trim();
        String right = Overrides.isOverride(setting.where())
                ? Overrides.like(setting.where(), List.of(KEY, client)) + "=on"
                : "clients: { " + client + ": on }";
        fields.problem(
                KEY,
                "\"" + given + "\" is "
                        + (given.equalsIgnoreCase(client)
                                ? "a client, not a mode; write " + right
                                : "not a mode; write off, observe or on, or did you mean " + right + "?"));
        return new ClientModes(null, null);
    }

    /** Returns the mode that somebody named for a client, or null. */
    @Nullable
    Mode of(String client) {
        return byName == null ? forAll : byName.mode(client);
    }

    private static @Nullable String client(String text, List<String> valid) {
        String given = text.trim().toLowerCase(Locale.ROOT);
        return valid.contains(given) ? given : Nearest.of(given, valid);
    }

    private static String instead(Node.Sequence sequence, List<String> valid) {
        List<String> modes = new ArrayList<>();
        for (Node item : sequence.items()) {
            String client = item instanceof Node.Scalar scalar ? client(scalar.text(), valid) : null;
            if (client == null) {
                return "write such as clients: { langchain4j: on }. Valid clients: " + String.join(", ", valid);
            }
            modes.add(client + ": on");
        }
        return "write clients: { " + String.join(", ", modes) + " }";
    }
}
