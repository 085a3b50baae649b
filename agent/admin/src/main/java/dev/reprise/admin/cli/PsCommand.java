package dev.reprise.admin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** Lists the JVMs that have Reprise. */
@Command(
        name = "ps",
        description = "Lists the JVMs of this user that have Reprise. Nothing is loaded into any.",
        footer = {"", "Example: ps --json"})
final class PsCommand extends ToolCommand {

    PsCommand(ToolContext context) {
        super(context);
    }

    private record Row(Attach.Jvm jvm, Installed installed) {}

    @Override
    boolean run() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Attach.Jvm each : Attach.list()) {
            if (!each.pid().equals(Long.toString(ProcessHandle.current().pid()))) {
                look(each, rows);
            }
        }
        if (json()) {
            write(rows);
        } else {
            print(rows);
        }
        return true;
    }

    private void look(Attach.Jvm each, List<Row> rows) {
        try (Attach jvm = Attach.to(each.pid())) {
            Installed installed = Installed.in(jvm);
            if (installed != null) {
                rows.add(new Row(each, installed));
            }
        } catch (IOException closed) {
            if (ProcessHandle.of(Long.parseLong(each.pid())).isPresent()) {
                console().err().println(closed.getMessage());
            }
        }
    }

    private void print(List<Row> rows) {
        if (rows.isEmpty()) {
            console().err().println("no JVM of this user has Reprise");
            return;
        }
        String format = "%-8s %-16s %-9s %-30s %s%n";
        console().out().printf(Locale.ROOT, format, "pid", "version", "loaded", "configuration", "program");
        for (Row row : rows) {
            String configuration = row.installed.configuration();
            console()
                    .out()
                    .printf(
                            Locale.ROOT,
                            format,
                            row.jvm.pid(),
                            row.installed.version(),
                            row.installed.attached() ? "attached" : "at start",
                            configuration.isEmpty() ? "-" : configuration,
                            row.jvm.name());
        }
    }

    private void write(List<Row> rows) throws IOException {
        console().json(json -> {
            json.writeArrayFieldStart("jvms");
            for (Row row : rows) {
                json.writeStartObject();
                Console.pid(row.jvm.pid(), json);
                json.writeStringField("version", row.installed.version());
                json.writeBooleanField("attached", row.installed.attached());
                json.writeStringField("configuration", row.installed.configuration());
                json.writeStringField("program", row.jvm.name());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
