package dev.reprise.clients;

import dev.reprise.jar.Ended;
import dev.reprise.jar.Fork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What callers of a client got while their provider failed, without the setting and with it, as {@link StaleRun} tells. */
public final class StaleTable {

    private static final String ROW = "%-36s  %-32s  %s%n";

    private final Ended without;
    private final Ended with;

    private StaleTable(Ended without, Ended with) {
        this.without = without;
        this.with = with;
    }

    /**
     * Runs a service in two JVMs with the packaged agent, and prints what came of it.
     *
     * @param lines further ones of the agent's file
     */
    public static StaleTable of(String client, Path directory, Class<?> main, String... lines) {
        StaleTable table = new StaleTable(
                run(directory.resolve("without"), "ttl: 1ms", main, lines),
                run(directory.resolve("with"), "ttl: 1ms, stale-if-error: 1h", main, lines));
        table.print(client);
        return table;
    }

    private static Ended run(Path directory, String scope, Class<?> main, String... lines) {
        if (!directory.toFile().mkdirs()) {
            throw new IllegalStateException(directory + " is there, or cannot be made");
        }
        List<String> all = new ArrayList<>(
                List.of("clients: on", "scopes: { responses: { " + scope + " }, embeddings: { " + scope + " } }"));
        all.addAll(List.of(lines));
        return Fork.in(directory)
                .classPath(HostClassPath.ofClient())
                .agent(all.toArray(new String[0]))
                .run(main);
    }

    private void print(String client) {
        Map<String, String> plain = lines(without);
        Map<String, String> stale = lines(with);
        System.out.printf(ROW, client + ": way, provider", "without stale-if-error", "with it");
        plain.forEach((what, got) -> System.out.printf(ROW, what, got, shown(what, stale.get(what))));
    }

    /** What answers while the provider does not is a stale entry. */
    private static String shown(String what, @Nullable String got) {
        boolean isWell = what.endsWith("well") || what.endsWith("well again");
        return got != null && !isWell && got.startsWith("answered") ? "a stale answer" : String.valueOf(got);
    }

    private static Map<String, String> lines(Ended ended) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (String line : ended.results()) {
            int colon = line.indexOf(": ");
            if (colon > 0) {
                lines.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        return lines;
    }

    /** Returns what callers got in one way without the setting, call by call. */
    public List<String> without(String way) {
        return without.told(way + ", ");
    }

    /** Returns what callers got in one way with the setting, call by call. */
    public List<String> with(String way) {
        return with.told(way + ", ");
    }

    /** Returns what the agent said without the setting. */
    public String logWithout() {
        return without.err();
    }

    /** Returns what the agent said with the setting. */
    public String log() {
        return with.err();
    }
}
