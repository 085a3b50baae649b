package dev.reprise.admin.cli;

import dev.reprise.admin.jmx.MemoryStatus;
import dev.reprise.admin.live.JsonText;
import dev.reprise.engine.config.Configuration;
import dev.reprise.engine.config.ConfigurationException;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.Depot;
import dev.reprise.engine.tier.Stored;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what becomes of a call with a key. */
@Command(
        name = "explain",
        description =
                "Says whether a store, or the memory of a service, would answer the call with a key, and why not. The key is what"
                        + " Reprise.explain shows in code, and the log with `log: debug`.",
        footer = {"", "Example: explain 5f2c... --pid 4711"})
final class ExplainCommand extends EntryCommand {

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LiveOption live;

    /** What the service has in memory; null if the command is about stores alone. */
    private @Nullable LiveMemory memory;

    /** The service whose memory that is, while it can be asked. */
    private @Nullable LiveJvm jvm;

    ExplainCommand(ToolContext context) {
        super(context);
    }

    /**
     * What lies in a store under the key.
     *
     * @param isServed whether a service would answer with it, whatever comes of the real method
     * @param window for how many milliseconds after its time it is kept at the most
     */
    private record Row(String place, Stored stored, boolean isServed, long window) {

        static Row of(String place, Stored stored, long window) {
            Blob blob = stored.blob();
            return new Row(
                    place,
                    stored,
                    blob != null && blob.expiresAtMillis() - window > System.currentTimeMillis(),
                    window);
        }
    }

    @Override
    boolean run() throws IOException, ConfigurationException {
        if (live.pid == null) {
            return super.run();
        }
        if (home() != null) {
            throw refused("--home goes with no --pid, which looks into the home of that service");
        }
        try (LiveJvm asked = LiveJvm.of(live.pid, context())) {
            jvm = asked;
            return run(asked);
        } finally {
            jvm = null;
        }
    }

    private boolean run(LiveJvm asked) throws IOException {
        LiveMemory held = new LiveMemory(
                asked.pid(), asked.text("getMode"), asked.all(MemoryStatus.class, "inMemory", key().hex()));
        memory = held;
        if (!json()) {
            held.print(console().out());
        }
        String home = asked.text("getHome");
        if (home.isEmpty()) {
            return say(List.of(), List.of());
        }
        lookInto(home);
        return inStore();
    }

    /** What the service has in memory is told though this shell cannot open its store: it may lack a key, or a variable. */
    private boolean inStore() throws IOException {
        List<String> problems = new ArrayList<>();
        try {
            return super.run();
        } catch (ConfigurationException wrong) {
            wrong.problems().forEach(problem -> problems.add(problem.toString()));
        } catch (IOException failure) {
            problems.add(Failures.of(failure));
        }
        problems.forEach(console().err()::println);
        return say(List.of(), problems);
    }

    @Override
    boolean run(List<Depot> stores) throws IOException, ConfigurationException {
        Configuration loaded = configuration();
        List<Row> rows = new ArrayList<>();
        for (Depot store : stores) {
            for (Stored stored : find(store)) {
                rows.add(Row.of(store.place(), stored, window(stored.scope(), loaded)));
            }
        }
        return say(rows, List.of());
    }

    /** The service's own, for this command may not read its configuration; else, or of one that cannot tell it, the configuration's. */
    private long window(String scope, Configuration loaded) throws IOException {
        String told = jvm == null ? null : jvm.textIfKnown("window", scope);
        return told == null ? loaded.longestWindow(scope) : Long.parseLong(told);
    }

    private boolean say(List<Row> rows, List<String> problems) throws IOException {
        if (json()) {
            write(rows, problems);
        } else {
            rows.forEach(this::print);
        }
        if (problems.isEmpty()
                && rows.isEmpty()
                && (memory == null || memory.entries().isEmpty())) {
            sayNone();
        }
        return rows.stream().anyMatch(Row::isServed) || (memory != null && memory.isServed());
    }

    private void print(Row row) {
        Blob blob = row.stored.blob();
        String what = "scope " + row.stored.scope() + ", " + Size.of(row.stored.bytes()) + ": ";
        if (blob == null) {
            console().out().println(row.place + ": " + what + "is " + row.stored.state() + ", and not served");
            return;
        }
        Instant made = Instant.ofEpochMilli(blob.createdAtMillis()).truncatedTo(ChronoUnit.SECONDS);
        long left = Math.max(0, blob.expiresAtMillis() - System.currentTimeMillis());
        String served = row.isServed
                ? "is served for " + seconds(left - row.window) + " more"
                        + (row.window == 0 ? "" : ", and is kept for " + seconds(row.window) + " after that")
                : "its time is over; it is kept for " + seconds(left)
                        + " more, for calls whose provider fails or that another one asks again for";
        console().out().println(row.place + ": " + what + served + "; made " + made + ", codec " + blob.codec());
    }

    private static String seconds(long millis) {
        return Span.of(millis / 1000);
    }

    private void write(List<Row> rows, List<String> problems) throws IOException {
        console().json(json -> {
            if (memory != null) {
                Console.pid(memory.pid(), json);
                json.writeStringField("mode", memory.mode());
                json.writeFieldName("memory");
                JsonText.write(
                        memory.entries().stream().map(LiveJvm.Answer::fields).toList(), json);
            }
            json.writeArrayFieldStart("entries");
            for (Row row : rows) {
                Blob blob = row.stored.blob();
                json.writeStartObject();
                json.writeStringField("store", row.place);
                json.writeStringField("scope", row.stored.scope());
                json.writeBooleanField("served", row.isServed);
                json.writeStringField("state", row.stored.state().toString());
                json.writeNumberField("bytes", row.stored.bytes());
                if (blob != null) {
                    json.writeStringField("codec", blob.codec());
                    json.writeStringField(
                            "created",
                            Instant.ofEpochMilli(blob.createdAtMillis()).toString());
                    json.writeStringField(
                            "expires",
                            Instant.ofEpochMilli(blob.expiresAtMillis()).toString());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
            if (!problems.isEmpty()) {
                Console.strings("problems", problems, json);
            }
        });
    }
}
