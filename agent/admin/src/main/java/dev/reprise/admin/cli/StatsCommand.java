package dev.reprise.admin.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.reprise.engine.config.ConfigurationException;
import dev.reprise.engine.tier.Blob;
import dev.reprise.engine.tier.Depot;
import dev.reprise.engine.tier.Stored;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Counts what is there. */
@Command(
        name = "stats",
        description =
                "Shows how many entries there are in each scope, how large and how old; or, of a service that runs,"
                        + " how its calls have ended.",
        footer = {"", "Example: stats --home /var/cache/reprise", "         stats 4711"})
final class StatsCommand extends StoreCommand {

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private LiveOption live;

    @Parameters(paramLabel = "PID", arity = "0..1", description = "The same as --pid.")
    private @Nullable String process;

    StatsCommand(ToolContext context) {
        super(context);
    }

    @Override
    boolean run() throws IOException, ConfigurationException {
        String pid = onlyOne(process, live.pid);
        refuseStoresBeside(pid);
        if (pid == null) {
            return super.run();
        }
        try (LiveJvm jvm = LiveJvm.of(pid, context())) {
            LiveFigures figures = LiveFigures.of(jvm);
            if (json()) {
                console().json(json -> figures.write(jvm, json));
            } else {
                figures.print(jvm.pid(), console().out());
                jvm.linesIfKnown("unmatched").forEach(console().out()::println);
            }
        }
        return true;
    }

    /** What one scope has. */
    private static final class Scope {

        private long entries;
        private long bytes;
        private long oldest = Long.MAX_VALUE;
        private long newest = Long.MIN_VALUE;
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;

        void add(Blob blob, long size) {
            entries++;
            bytes += size;
            oldest = Math.min(oldest, blob.createdAtMillis());
            newest = Math.max(newest, blob.createdAtMillis());
            first = Math.min(first, blob.expiresAtMillis());
            last = Math.max(last, blob.expiresAtMillis());
        }
    }

    private record Store(String place, Map<String, Scope> scopes, Map<Stored.State, Long> unusable) {}

    @Override
    boolean run(List<Depot> stores) throws IOException {
        List<Store> counted = new ArrayList<>();
        for (Depot each : stores) {
            counted.add(counted(each));
        }
        if (json()) {
            console().json(to -> write(counted, to));
        } else {
            counted.forEach(this::print);
            if (home() == null && redis() == null) {
                console()
                        .out()
                        .println("how the calls of a service that runs have ended: stats --pid PID, which ps lists");
            }
        }
        return true;
    }

    private Store counted(Depot depot) throws IOException {
        Store store = new Store(depot.place(), new TreeMap<>(), new EnumMap<>(Stored.State.class));
        long[] looked = {0};
        try (Counter counter = count("counted")) {
            depot.forEach(
                    /* scope= */ null, stored -> {
                        counter.at(++looked[0], depot.share());
                        Blob blob = stored.blob();
                        if (blob == null) {
                            store.unusable.merge(stored.state(), 1L, Long::sum);
                        } else {
                            store.scopes
                                    .computeIfAbsent(stored.scope(), name -> new Scope())
                                    .add(blob, stored.bytes());
                        }
                    });
        }
        return store;
    }

    private void print(Store store) {
        console().out().println(store.place);
        String row = "  %-24s %12s %10s  %-20s  %-20s  %s%n";
        console().out().printf(Locale.ROOT, row, "scope", "entries", "size", "oldest", "newest", "last expires");
        store.scopes.forEach((name, scope) -> console()
                .out()
                .printf(
                        Locale.ROOT,
                        row,
                        name,
                        String.format(Locale.ROOT, "%,d", scope.entries),
                        Size.of(scope.bytes),
                        time(scope.oldest),
                        time(scope.newest),
                        time(scope.last)));
        store.unusable.forEach((state, number) -> console().out().println("  " + Size.entries(number) + " " + state));
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void write(List<Store> stores, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("stores");
        for (Store store : stores) {
            json.writeStartObject();
            json.writeStringField("store", store.place);
            json.writeArrayFieldStart("scopes");
            for (Map.Entry<String, Scope> each : store.scopes.entrySet()) {
                Scope scope = each.getValue();
                json.writeStartObject();
                json.writeStringField("scope", each.getKey());
                json.writeNumberField("entries", scope.entries);
                json.writeNumberField("bytes", scope.bytes);
                json.writeStringField(
                        "oldest", Instant.ofEpochMilli(scope.oldest).toString());
                json.writeStringField(
                        "newest", Instant.ofEpochMilli(scope.newest).toString());
                json.writeStringField(
                        "firstExpires", Instant.ofEpochMilli(scope.first).toString());
                json.writeStringField(
                        "lastExpires", Instant.ofEpochMilli(scope.last).toString());
                json.writeEndObject();
            }
            json.writeEndArray();
            Unusable.write(store.unusable, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
