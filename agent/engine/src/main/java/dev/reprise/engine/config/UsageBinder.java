package dev.reprise.engine.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads where answers tell what they cost. */
final class UsageBinder {

    private static final List<String> KEYS = List.of("model", "input", "output", "cached", "written");

    private UsageBinder() {}

    static @Nullable UsageRule bind(Fields method, Problems problems) {
        Node node = method.node("usage");
        if (node == null) {
            return null;
        }
        Fields fields = Fields.of(node, method.path("usage"), KEYS, problems);
        UsageRule rule = new UsageRule(
                paths(fields, "model", problems),
                paths(fields, "input", problems),
                paths(fields, "output", problems),
                paths(fields, "cached", problems),
                paths(fields, "written", problems));
        if (node instanceof Node.Mapping
                && rule.input().isEmpty()
                && rule.output().isEmpty()) {
            method.problem(
                    "usage",
                    "names no tokens; write paths into the answer, such as { model: model, input:"
                            + " usage.inputTokens, output: usage.outputTokens }");
        }
        return rule;
    }

    /** Returns one path, or those of a list. */
    private static List<String> paths(Fields fields, String key, Problems problems) {
        Node node = fields.node(key);
        List<Node.Scalar> texts = new ArrayList<>();
        if (node instanceof Node.Sequence) {
            texts = fields.list(key);
        } else if (node != null) {
            String text = fields.text(key);
            if (text != null) {
                texts.add(new Node.Scalar(node.where(), text));
            }
        }
        List<String> paths = new ArrayList<>();
        for (Node.Scalar path : texts) {
            String text = path.text();
            if (text.startsWith(".") || text.endsWith(".") || text.contains("..") || text.indexOf(' ') >= 0) {
                problems.error(
                        path.where(),
                        fields.path(key) + ": \"" + text
                                + "\" names nothing; write the name of a field, or of a field of it, such as"
                                + " usage.inputTokens");
            }
            paths.add(text);
        }
        return List.copyOf(paths);
    }
}
