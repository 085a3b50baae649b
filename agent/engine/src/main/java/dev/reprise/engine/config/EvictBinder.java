package dev.reprise.engine.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code evicts}. */
final class EvictBinder {

    /** What is said of entries, which such a method has none of. */
    private static final List<String> OF_ENTRIES =
            List.of("scope", "ttl", "tags", "version", "callback", "batch", "admit");

    private EvictBinder() {}

    static @Nullable EvictRule bind(Fields fields, Problems problems) {
        Node node = fields.node("evicts");
        if (node == null) {
            return null;
        }
        Fields evicts = Fields.of(node, fields.path("evicts"), List.of("scopes", "tags"), problems);
        if (!(node instanceof Node.Mapping || node instanceof Node.Nothing)) {
            return null;
        }
        EvictRule rule = new EvictRule(texts(evicts, "scopes"), texts(evicts, "tags"));
        if (rule.scopes().isEmpty() && rule.tags().isEmpty()) {
            fields.problem("evicts", "names nothing; write scopes or tags, such as evicts: { tags: [chat] }");
        }
        for (String key : OF_ENTRIES) {
            if (fields.node(key) != null) {
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
