package dev.reprise.engine.config;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads where the keys of the store come from. No message repeats what was written in a key's place: it may be the key.
 */
final class StoreBinder {

    static final List<String> KEYS = List.of("mac-key", "encryption-key");

    private static final String VARIABLE = "env:";
    private static final String FILE = "file:";
    private static final String COMMAND = "command:";
    private static final String[] KINDS = {VARIABLE, FILE, COMMAND};

    private final ProcessContext context;
    private final String origin;
    private final Problems problems;

    /**
     * @param origin the configuration's file: paths in it are relative to its directory
     */
    StoreBinder(ProcessContext context, String origin, Problems problems) {
        this.context = context;
        this.origin = origin;
        this.problems = problems;
    }

    StoreSettings bind(@Nullable Node node) {
        if (node == null || node instanceof Node.Nothing) {
            return StoreSettings.DEFAULT;
        }
        if (!(node instanceof Node.Mapping)) {
            problems.error(node.where(), "store: needs keys and values, such as { encryption-key: env:REPRISE_KEY }");
            return StoreSettings.DEFAULT;
        }
        Fields fields = Fields.of(node, "store", KEYS, problems);
        return new StoreSettings(sources(fields, "mac-key"), sources(fields, "encryption-key"));
    }

    private List<KeySource> sources(Fields fields, String key) {
        Node node = fields.node(key);
        List<KeySource> sources = new ArrayList<>();
        if (node instanceof Node.Sequence sequence && !sequence.items().isEmpty()) {
            for (Node item : sequence.items()) {
                if (item instanceof Node.Scalar scalar) {
                    add(sources, fields.path(key), scalar.where(), scalar.text().trim());
                } else {
                    invalid(item.where(), fields.path(key));
                }
            }
        } else if (node instanceof Node.Scalar scalar) {
            for (String text : split(scalar.text())) {
                add(sources, fields.path(key), scalar.where(), text);
            }
        } else if (node != null) { // Nothing, or an empty list, is not taken for no encryption.
            invalid(node.where(), fields.path(key));
        }
        return List.copyOf(sources);
    }

    /** Splits at each comma that another source follows, so that a variable or a property can name several, too. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == ',' && isSource(text.substring(i + 1).trim())) {
                parts.add(text.substring(start, i).trim());
                start = i + 1;
            }
        }
        parts.add(text.substring(start).trim());
        return parts;
    }

    private static boolean isSource(String text) {
        for (String kind : KINDS) {
            if (text.startsWith(kind)) {
                return true;
            }
        }
        return false;
    }

    private void add(List<KeySource> sources, String setting, SourceLocation where, String text) {
        if (text.startsWith(VARIABLE)) {
            String name = text.substring(VARIABLE.length()).trim();
            if (isName(name)) {
                // Its name may begin as those of settings do.
                problems.withdrawWarning(Overrides.environmentVariable(name));
                sources.add(new KeySource.Variable(where, setting, name));
            } else {
                problems.error(
                        where,
                        setting + ": what follows env: is not the name of an environment variable; write one,"
                                + " such as env:REPRISE_KEY");
            }
        } else if (text.startsWith(FILE)) {
            String name = text.substring(FILE.length()).trim();
            if (name.isEmpty() || name.indexOf('\0') >= 0) {
                problems.error(
                        where, setting + ": no path follows file:; write one, such as file:/run/secrets/reprise");
            } else {
                sources.add(new KeySource.InFile(where, setting, file(where, name)));
            }
        } else if (text.startsWith(COMMAND)) {
            List<String> words = CommandWords.of(text.substring(COMMAND.length()));
            if (words == null || words.isEmpty()) {
                problems.error(
                        where,
                        setting
                                + ": what follows command: is not a program and its arguments, each quote closed; write,"
                                + " say, command:/usr/bin/pass show reprise");
            } else {
                sources.add(new KeySource.Command(where, setting, words));
            }
        } else {
            invalid(where, setting);
        }
    }

    private void invalid(SourceLocation where, String setting) {
        problems.error(
                where,
                setting + ": does not say where the key comes from; write env:NAME, file:PATH or command:PROGRAM"
                        + " ARGUMENTS, or a list of these (the key itself does not belong here)");
    }

    /** A key in hexadecimal or Base64 has at least 43 characters, and must not be taken for a name that may be printed. */
    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (!letter && !(i > 0 && c >= '0' && c <= '9')) {
                return false;
            }
        }
        return !name.isEmpty() && name.length() < 43;
    }

    private File file(SourceLocation where, String name) {
        File file = context.file(name);
        if (new File(name).isAbsolute() || name.startsWith("~") || !where.file().equals(origin)) {
            return file;
        }
        return new File(context.file(origin).getParentFile(), name);
    }
}
