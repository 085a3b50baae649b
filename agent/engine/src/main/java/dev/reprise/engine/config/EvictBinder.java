package dev.reprise.engine.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code evicts}. */
final class EvictBinder {

    /** All that is said of such a method; the rest is about entries, of which it has none. */
    private static final List<String> OWN_KEYS = List.of("method", "mode", "evicts");

    private EvictBinder() {}

    /**
     * @param keys those that an entry may have
     */
    static @Nullable EvictRule bind(Fields fields, List<String> keys, Problems problems) {
        Node node = fields.node("evicts");
        if (node == null) {
            return null;
        }
        Fields evicts = Fields.of(node, fields.path("evicts"), List.of("scopes", "tags"), problems);
        if (!(node instanceof Node.Mapping || node instanceof Node.Nothing)) {
            return null;
        }
        EvictRule rule = new EvictRule(texts(evicts, "scopes"), texts(evicts, "tags"));
        for (String scope : rule.scopes()) {
            try {
                ScopeSettings.checkName(scope);
            } catch (IllegalArgumentException wrong) {
                evicts.problem("scopes", Fields.message(wrong));
            }
        }
        if (rule.scopes().isEmpty() && rule.tags().isEmpty()) {
            fields.problem("evicts", "names nothing; write scopes or tags, such as evicts: { tags: [chat] }");
        }
        for (String key : keys) {
            if (!OWN_KEYS.contains(key) && fields.node(key) != null) {
                fields.problem(key, "goes with no evicts: a method that evicts is not cached itself");
            }
        }
        return rule;
    }

    private static List<String> texts(Fields fields, String key) {
        List<String> texts = new ArrayList<>();
        for (Node.Scalar text : fields.list(key)) {
            texts.add(text.text());
        }
        return texts;
    }
}
