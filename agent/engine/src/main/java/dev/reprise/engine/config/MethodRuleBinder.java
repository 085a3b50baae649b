package dev.reprise.engine.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an entry of {@code methods}, the user's or the catalogue's. */
final class MethodRuleBinder {

    private static final List<String> KEYS = StalenessBinder.keys(List.of(
            "method",
            "scope",
            "ttl",
            "ttl-from",
            "tags",
            "evicts",
            "key",
            "version",
            "rollout",
            "shadow",
            "per-tenant",
            "tenant",
            "mode",
            "allow",
            "admit",
            "temperature",
            "usage",
            "deterministic-only",
            "single-flight",
            "callback",
            "batch",
            NegativeBinder.TTL,
            NegativeBinder.EXCEPTIONS));
    private static final List<String> USER_KEYS = keys("replay");
    private static final List<String> CATALOGUE_KEYS = keys("stateful", "implementers");

    /** The JVM takes no more. */
    private static final int MAX_ARGUMENT = 254;

    private final @Nullable String client;
    private final boolean asked;
    private final Mode otherwise;
    private final Problems problems;

    /**
     * @param client the catalogue's client, or null for the user's rules
     * @param asked whether the user named the client; always for his own rules
     * @param otherwise the mode of a rule that says none
     */
    MethodRuleBinder(@Nullable String client, boolean asked, Mode otherwise, Problems problems) {
        this.client = client;
        this.asked = asked;
        this.otherwise = otherwise;
        this.problems = problems;
    }

    private static List<String> keys(String... besides) {
        List<String> keys = new ArrayList<>(KEYS);
        Collections.addAll(keys, besides);
        return List.copyOf(keys);
    }

    /** Returns the rules in their order, without those that have a problem. */
    List<MethodRule> bindAll(@Nullable Node node) {
        List<MethodRule> rules = new ArrayList<>();
        if (node == null || node instanceof Node.Nothing) {
            return rules;
        }
        if (!(node instanceof Node.Sequence sequence)) {
            problems.error(
                    node.where(), "methods: needs a list, each entry beginning with \"- method:\", not " + node.kind());
            return rules;
        }
        for (int i = 0; i < sequence.items().size(); i++) {
            for (MethodRule rule : bind(
                    sequence.items().get(i),
                    "methods[".concat(Integer.toString(i)).concat("]"))) {
                if (isFirst(rule, rules)) {
                    rules.add(rule);
                }
            }
        }
        return rules;
    }

    /** Returns a rule for each method of an entry. */
    private List<MethodRule> bind(Node node, String path) {
        Fields fields = Fields.of(node, path, client == null ? USER_KEYS : CATALOGUE_KEYS, problems);
        List<Method> methods = methods(fields, node);
        List<IgnoredPath> ignore = List.of();
        Node key = fields.node("key");
        if (key != null) {
            ignore = paths(Fields.of(key, path.concat(".key"), List.of("ignore"), problems), "ignore");
        }
        Mode mode = fields.mode("mode");
        List<MethodRule> rules = new ArrayList<>();
        for (Method method : methods) {
            rules.add(
                    rules.isEmpty()
                            ? bind(method, fields, ignore, mode)
                            : rules.get(0).about(method.pattern(), method.where()));
        }
        return rules;
    }

    private record Method(MethodPattern pattern, SourceLocation where) {}

    private MethodRule bind(Method method, Fields fields, List<IgnoredPath> ignore, @Nullable Mode mode) {
        return new MethodRule(
                method.pattern(),
                method.where(),
                client,
                /* catalogued= */ client,
                asked,
                mode == null ? otherwise : client == null ? mode : least(mode, otherwise),
                scope(fields),
                fields.duration("ttl"),
                tags(fields),
                fields.text("version"),
                ignore,
                fields.percentage("rollout", 100),
                fields.perTenant(/* otherwise= */ false),
                TenantBinder.bind(fields, problems),
                texts(paths(fields, "stateful")),
                prefixes(fields, "allow"),
                admit(fields),
                temperature(fields),
                fields.flag("deterministic-only"),
                prefixes(fields, "implementers"),
                callback(fields),
                batch(fields),
                PaceBinder.bind(fields, problems),
                fields.ttlFrom(),
                UsageBinder.bind(fields, problems),
                flight(fields),
                EvictBinder.bind(fields, client == null ? USER_KEYS : CATALOGUE_KEYS, problems),
                fields.node("shadow") == null ? null : fields.percentage("shadow", 0),
                StalenessBinder.bind(fields),
                NegativeBinder.bind(fields));
    }

    private @Nullable FlightRule flight(Fields fields) {
        Node node = fields.node("single-flight");
        if (!(node instanceof Node.Mapping)) {
            Boolean enabled = fields.flag("single-flight");
            return enabled == null ? null : new FlightRule(enabled, /* sharesFailures= */ null);
        }
        Fields said = Fields.of(node, fields.path("single-flight"), List.of("enabled", "share-failures"), problems);
        return new FlightRule(said.flag("enabled"), said.flag("share-failures"));
    }

    private @Nullable CallbackRule callback(Fields fields) {
        Node node = fields.node("callback");
        if (node == null) {
            return null;
        }
        Fields callback =
                Fields.of(node, fields.path("callback"), List.of("argument", "ends", "fails", "later"), problems);
        if (!(node instanceof Node.Mapping || node instanceof Node.Nothing)) {
            return null;
        }
        int argument = argument(callback, "is called back, counted from 0, such as argument: 1");
        if (argument < 0) {
            return null;
        }
        List<String> ends = names(callback, "ends");
        boolean later = Boolean.TRUE.equals(callback.flag("later"));
        if (later && ends.isEmpty()) {
            callback.problem(
                    "later",
                    "needs to know when the answer is there; name the methods that are called then,"
                            + " such as ends: [onComplete]");
        }
        List<String> fails = names(callback, "fails");
        refuseNone(callback, "ends", "end the answer well, such as ends: [onComplete]");
        refuseNone(callback, "fails", "end it badly, such as fails: [onError]");
        List<Node> all = callback.node("fails") instanceof Node.Sequence list ? list.items() : List.of();
        for (Node one : all) {
            if (one instanceof Node.Scalar name && ends.contains(name.text().trim())) {
                problems.error(
                        name.where(),
                        callback.path("fails") + ": \"" + name.text()
                                + "\" is one of ends, too; leave it there if it ends the answer well, here if badly");
            }
        }
        return new CallbackRule(argument, ends, fails, later, node.where());
    }

    private static void refuseNone(Fields callback, String key, String which) {
        Node node = callback.node(key);
        if (node instanceof Node.Nothing
                || (node instanceof Node.Sequence list && list.items().isEmpty())) {
            callback.problem(key, "names none; write the methods that " + which + ", or leave the key out");
        }
    }

    private @Nullable BatchRule batch(Fields fields) {
        Node node = fields.node("batch");
        if (node == null) {
            return null;
        }
        Fields batch = Fields.of(node, fields.path("batch"), List.of("argument"), problems);
        if (!(node instanceof Node.Mapping || node instanceof Node.Nothing)) {
            return null;
        }
        int argument = argument(batch, "holds the items, counted from 0, such as argument: 0");
        if (argument >= 0 && fields.node("callback") != null) {
            fields.problem(
                    "batch", "goes with no callback, for an answer that is handed over in parts has no item's own");
        }
        return argument < 0 ? null : new BatchRule(argument);
    }

    /** Returns the index of an argument, or -1 if it is a problem. */
    private static int argument(Fields fields, String which) {
        String text = fields.text("argument");
        long argument = text == null ? -1 : Numbers.parse(text);
        if (argument < 0 || argument > MAX_ARGUMENT) {
            fields.problem(
                    "argument",
                    (text == null ? "is missing" : "\"" + text + "\" is not the index of an argument")
                            + "; write which argument " + which);
            return -1;
        }
        return (int) argument;
    }

    private List<String> names(Fields fields, String key) {
        List<String> names = new ArrayList<>();
        for (Node.Scalar name : fields.list(key)) {
            String text = name.text();
            if (text.indexOf('.') >= 0 || text.indexOf('(') >= 0 || text.indexOf('*') >= 0 || text.indexOf(' ') >= 0) {
                problems.error(
                        name.where(),
                        fields.path(key) + ": \"" + text
                                + "\" is not the name of a method; write it alone, such as onComplete");
            }
            names.add(text);
        }
        return List.copyOf(names);
    }

    static Mode least(Mode a, Mode b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Returns the methods of an entry, without those that have a problem. */
    private List<Method> methods(Fields fields, Node entry) {
        Node node = fields.node("method");
        List<Node.Scalar> texts = List.of();
        if (node instanceof Node.Sequence sequence) {
            texts = fields.list("method");
            if (sequence.items().isEmpty()) {
                fields.problem("method", "is an empty list; write the methods that are meant");
            }
        } else if (node != null) {
            String text = fields.text("method");
            texts = text == null ? texts : List.of(new Node.Scalar(node.where(), text));
        } else if (entry instanceof Node.Mapping) {
            fields.problem("method", "is missing; write which method is meant, such as com.acme.Summarizer#summarize");
        }
        List<Method> methods = new ArrayList<>();
        for (Node.Scalar text : texts) {
            try {
                methods.add(new Method(MethodPattern.parse(text.text()), text.where()));
            } catch (IllegalArgumentException e) {
                problems.error(text.where(), fields.path("method") + ": " + Fields.message(e));
            }
        }
        return methods;
    }

    private static @Nullable String scope(Fields fields) {
        String scope = fields.text("scope");
        if (scope == null) {
            return null;
        }
        try {
            ScopeSettings.checkName(scope);
        } catch (IllegalArgumentException e) {
            fields.problem("scope", Fields.message(e));
        }
        return scope;
    }

    private static Set<String> tags(Fields fields) {
        Set<String> tags = new LinkedHashSet<>();
        for (Node.Scalar tag : fields.list("tags")) {
            tags.add(tag.text());
        }
        return tags.isEmpty() ? Set.of() : Collections.unmodifiableSet(tags);
    }

    private List<IgnoredPath> paths(Fields fields, String key) {
        List<IgnoredPath> paths = new ArrayList<>();
        for (Node.Scalar path : fields.list(key)) {
            String text = path.text();
            if (text.startsWith(".") || text.endsWith(".") || text.contains("..") || text.indexOf(' ') >= 0) {
                problems.error(
                        path.where(),
                        fields.path(key) + ": \"" + text
                                + "\" names nothing; write a parameter's name or index, or a field"
                                + " of it, such as traceId, 1 or 0.metadata");
            }
            paths.add(new IgnoredPath(text, path.where()));
        }
        return List.copyOf(paths);
    }

    private static List<String> texts(List<IgnoredPath> paths) {
        List<String> texts = new ArrayList<>();
        for (IgnoredPath path : paths) {
            texts.add(path.text());
        }
        return List.copyOf(texts);
    }

    private @Nullable AdmitRule admit(Fields fields) {
        Node node = fields.node("admit");
        if (node == null) {
            return null;
        }
        Fields admit = Fields.of(node, fields.path("admit"), List.of("unless", "only", "any-of"), problems);
        return new AdmitRule(
                conditions(admit, "unless", "must not be there", "{ metadata.finishReason: [length], error: any }"),
                conditions(admit, "only", "must be there", "{ metadata.finishReason: [stop, tool_calls] }"),
                texts(paths(admit, "any-of")),
                node.where());
    }

    private List<AdmitRule.Condition> conditions(Fields admit, String key, String what, String example) {
        List<AdmitRule.Condition> conditions = new ArrayList<>();
        Node node = admit.node(key);
        if (node instanceof Node.Mapping mapping) {
            for (Map.Entry<String, Node.Entry> entry : mapping.entries().entrySet()) {
                condition(admit.path(key), entry.getKey(), entry.getValue(), what, conditions);
            }
        } else if (node != null && !(node instanceof Node.Nothing)) {
            admit.problem(
                    key,
                    "needs paths into the answer and what " + what + ", such as " + example + ", not " + node.kind());
        }
        return List.copyOf(conditions);
    }

    private void condition(
            String where, String path, Node.Entry entry, String what, List<AdmitRule.Condition> conditions) {
        Fields words = Fields.of(new Node.Mapping(entry.key(), Map.of(path, entry)), where, List.of(path), problems);
        checkPath(path, entry.key(), where);
        if (entry.value() instanceof Node.Scalar scalar && scalar.text().equals("any")) {
            conditions.add(new AdmitRule.Condition(path, List.of()));
            return;
        }
        List<String> all = new ArrayList<>();
        for (Node.Scalar word : words.list(path)) {
            all.add(word.text());
        }
        if (all.isEmpty() && !(entry.value() instanceof Node.Scalar)) {
            words.problem(path, "names nothing; write the words that " + what + ", such as [length], or any");
        }
        conditions.add(new AdmitRule.Condition(path, List.copyOf(all)));
    }

    private void checkPath(String text, SourceLocation where, String at) {
        if (text.startsWith(".") || text.endsWith(".") || text.contains("..") || text.indexOf(' ') >= 0) {
            problems.error(
                    where,
                    at + ": \"" + text + "\" names nothing; write the name of a field, or of a field of it, such as"
                            + " metadata.finishReason");
        }
    }

    private List<String> temperature(Fields fields) {
        List<IgnoredPath> paths = paths(fields, "temperature");
        for (IgnoredPath path : paths) {
            int dot = path.text().indexOf('.');
            String root = dot < 0 ? path.text() : path.text().substring(0, dot);
            boolean isIndex = root.length() == 1 && root.charAt(0) >= '0' && root.charAt(0) <= '9';
            if (!isIndex && !root.equals("this")) {
                problems.error(
                        path.where(),
                        fields.path("temperature") + ": \"" + path.text()
                                + "\" does not begin with an argument's index or with this; write such as 0.temperature");
            }
        }
        return texts(paths);
    }

    private List<String> prefixes(Fields fields, String key) {
        List<String> prefixes = new ArrayList<>();
        for (Node.Scalar prefix : fields.list(key)) {
            String text = prefix.text();
            int dot = text.indexOf('.');
            if (dot < 1 || dot == text.length() - 1 || text.indexOf('*') >= 0 || text.indexOf(' ') >= 0) {
                problems.error(
                        prefix.where(),
                        fields.path(key) + ": \"" + text
                                + "\" is not a beginning of class names; write at least two"
                                + " parts of a package, such as com.acme.");
            }
            prefixes.add(text);
        }
        return List.copyOf(prefixes);
    }

    private boolean isFirst(MethodRule rule, List<MethodRule> rules) {
        for (MethodRule other : rules) {
            if (other.pattern().text().equals(rule.pattern().text())
                    && other.implementers().equals(rule.implementers())) {
                problems.error(
                        rule.where(),
                        "methods: \"" + rule.pattern().text() + "\" is already there in line "
                                + other.where().line() + "; write one entry for it");
                return false;
            }
        }
        return true;
    }
}
