package dev.reprise.admin.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.MethodRule;
import dev.reprise.engine.config.Mode;
import dev.reprise.weaver.check.CheckedClient;
import dev.reprise.weaver.check.CheckedRule;
import dev.reprise.weaver.check.Findings;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of a configuration that can be read.
 *
 * @param warnings what is odd in it
 * @param findings what a class path has of it; null if none was named
 */
record CheckReport(
        Configuration configuration,
        List<String> warnings,
        @Nullable Findings findings) {

    private static final int SHOWN = 8;

    /** Whether each entry finds a method that is fit. */
    boolean isRight() {
        return findings == null
                || findings.rules().stream().noneMatch(rule -> rule.methods().isEmpty());
    }

    void print(Console console) {
        PrintStream out = console.out();
        warnings.forEach(console.err()::println);
        List<MethodRule> rules = configuration.ownMethods();
        out.println(configuration.origin() + ": no mistakes; mode " + word(configuration.mode()) + ", "
                + count(rules.size(), "entry of `methods`", "entries of `methods`"));
        if (findings == null) {
            return;
        }
        out.println("class path: " + count(findings.classes(), "class", "classes"));
        findings.notes()
                .forEach(note -> console.println(Verdict.WARN, note)); // Some are why what follows is not found.
        findings.rules().forEach(rule -> print(rule, console));
        findings.annotated().forEach(rule -> print(rule, console));
        findings.clients().forEach(client -> print(client, console));
    }

    private static Verdict verdict(CheckedRule rule) {
        return rule.methods().isEmpty() ? Verdict.FAIL : rule.complaints().isEmpty() ? Verdict.OK : Verdict.WARN;
    }

    private static void print(CheckedRule rule, Console console) {
        PrintStream out = console.out();
        boolean annotation = rule.where().startsWith("@");
        console.println(
                verdict(rule),
                rule.where()
                        + (annotation ? "" : ": " + rule.pattern())
                        + (rule.evicts() ? " evicts at " : ": ")
                        + count(rule.methods().size(), "method", "methods"));
        for (int i = 0; i < Math.min(SHOWN, rule.methods().size()) && !annotation; i++) {
            out.println("       " + rule.methods().get(i));
        }
        if (rule.methods().size() > SHOWN && !annotation) {
            out.println("       and " + (rule.methods().size() - SHOWN) + " more, which --json shows");
        }
        rule.complaints().forEach(complaint -> out.println("     - " + complaint));
    }

    private static Verdict verdict(CheckedClient client) {
        return client.unknown().isEmpty() ? Verdict.OK : Verdict.WARN;
    }

    private static void print(CheckedClient client, Console console) {
        PrintStream out = console.out();
        console.println(
                verdict(client),
                "client " + client.client() + " is " + word(client.mode()) + ": "
                        + count(client.methods(), "method", "methods") + " of "
                        + String.join(", ", client.libraries()));
        if (!client.unknown().isEmpty()) {
            out.println("     - tested with " + String.join(" and ", client.tested()) + ", not with "
                    + String.join(", ", client.unknown()) + ", of which what does not fit is left alone");
        }
    }

    private static String word(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    private static String count(int number, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeBooleanField("valid", true);
        json.writeBooleanField("right", isRight());
        json.writeStringField("config", configuration.origin());
        json.writeStringField("mode", word(configuration.mode()));
        json.writeNumberField("entries", configuration.ownMethods().size());
        Console.strings("warnings", warnings, json);
        if (findings == null) {
            return;
        }
        json.writeNumberField("classes", findings.classes());
        write("methods", findings.rules(), json);
        write("annotated", findings.annotated(), json);
        json.writeArrayFieldStart("clients");
        for (CheckedClient client : findings.clients()) {
            json.writeStartObject();
            json.writeStringField("client", client.client());
            json.writeStringField("verdict", verdict(client).word());
            json.writeStringField("mode", word(client.mode()));
            json.writeNumberField("methods", client.methods());
            Console.strings("libraries", client.libraries(), json);
            Console.strings("unknown", client.unknown(), json);
            Console.strings("tested", client.tested(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
        Console.strings("notes", findings.notes(), json);
    }

    private static void write(String name, List<CheckedRule> rules, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(name);
        for (CheckedRule rule : rules) {
            json.writeStartObject();
            json.writeStringField("where", rule.where());
            json.writeStringField("method", rule.pattern());
            json.writeStringField("verdict", verdict(rule).word());
            json.writeBooleanField("evicts", rule.evicts());
            Console.strings("found", rule.methods(), json);
            Console.strings("complaints", rule.complaints(), json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
