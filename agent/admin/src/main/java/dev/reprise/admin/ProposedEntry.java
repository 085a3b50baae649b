package dev.reprise.admin;

import dev.reprise.engine.Engine.MethodFigures;
import dev.reprise.engine.Fitness;
import dev.reprise.engine.config.Durations;
import dev.reprise.engine.config.IgnoredPath;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import dev.reprise.engine.log.OneLine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * An entry of {@code methods} for one observed method: that one and no overload of it, with what the entry says that it was
 * observed by, as far as that can be written down in a line.
 */
final class ProposedEntry {

    private final MethodRule rule;
    private final String indent;
    private final List<String> lines = new ArrayList<>();

    private ProposedEntry(MethodRule rule, String indent) {
        this.rule = rule;
        this.indent = indent;
    }

    /**
     * Returns its lines.
     *
     * @param isFit whether it is to be served; otherwise it is a comment
     */
    static List<String> lines(MethodFigures method, Fitness fitness, boolean isFit) {
        MethodRule rule = method.rule();
        ProposedEntry entry = new ProposedEntry(rule, isFit ? "  " : "# ");
        for (String reason : fitness.reasons()) {
            entry.lines.add("  # " + reason);
        }
        if (saysMore(rule)) {
            entry.lines.add("  # with what else " + rule.place() + " says");
        }
        entry.lines.add(entry.indent + "- method: " + method.signature());
        entry.add("scope", method.figures().scope());
        entry.addSettings();
        entry.lines.replaceAll(OneLine::of); // What breaks a comment would be read as a setting.
        return entry.lines;
    }

    /** Returns the lines that keep the methods of a rule from being served without its tenant, by a client or an annotation. */
    static List<String> onlyObserved(MethodRule rule) {
        ProposedEntry entry = new ProposedEntry(rule, "  ");
        entry.lines.add(entry.indent + "- method: " + quoted(rule.pattern().text()));
        entry.add("mode", rule.mode() == Mode.OFF ? "off" : "observe");
        entry.addOwnership();
        return entry.lines;
    }

    private void addOwnership() {
        for (String setting : Ownership.settings(rule.tenant(), rule.perTenant())) {
            lines.add(indent + "  " + setting);
        }
    }

    private void addSettings() {
        addOwnership();
        if (rule.ttl() != null) {
            add("ttl", Durations.text(rule.ttl()));
        }
        if (rule.version() != null) {
            add("version", quoted(rule.version()));
        }
        if (!rule.tags().isEmpty()) {
            add("tags", list(new TreeSet<>(rule.tags())));
        }
        if (!rule.ignore().isEmpty()) {
            List<String> paths = new ArrayList<>();
            for (IgnoredPath path : rule.ignore()) {
                paths.add(path.text());
            }
            add("key", "{ ignore: " + list(paths) + " }");
        }
        if (!rule.temperature().isEmpty()) {
            add("temperature", list(rule.temperature()));
        }
        if (rule.batch() != null) {
            add("batch", "{ argument: " + rule.batch().argument() + " }");
        }
        if (rule.rollout() != 100) {
            add("rollout", rule.rollout() + "%");
        }
        if (rule.shadow() != null) {
            add("shadow", rule.shadow() + "%");
        }
    }

    private void add(String name, String value) {
        lines.add(indent + "  " + name + ": " + value);
    }

    private static String list(Collection<String> all) {
        List<String> quoted = new ArrayList<>();
        for (String each : all) {
            quoted.add(quoted(each));
        }
        return "[" + String.join(", ", quoted) + "]";
    }

    /** Returns a text as YAML has it, whatever is in it. */
    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** Returns whether a rule says more than is written here; without that the verdict may be another. */
    private static boolean saysMore(MethodRule rule) {
        return !(rule.ttlFrom() == null
                && rule.allow().isEmpty()
                && rule.admit() == null
                && rule.deterministicOnly() == null
                && rule.callback() == null
                && rule.pace() == null
                && rule.usage() == null
                && rule.singleFlight() == null
                && rule.stale() == null
                && rule.negative() == null
                && rule.stateful().isEmpty()
                && rule.implementers().isEmpty()
                && rule.evicts() == null);
    }
}
