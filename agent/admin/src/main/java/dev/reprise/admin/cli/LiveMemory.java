package dev.reprise.admin.cli;

import dev.reprise.admin.SavingsText;
import dev.reprise.admin.cli.LiveJvm.Answer;
import dev.reprise.engine.tier.Stored;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * What a service has in memory under a key.
 *
 * @param pid its process
 * @param mode the mode of everything
 * @param entries what there is, one of a scope
 */
record LiveMemory(String pid, String mode, List<Answer> entries) {

    private static final String WHOLE = Stored.State.WHOLE.toString();

    boolean isServed() {
        return entries.stream().anyMatch(LiveMemory::isServed);
    }

    private static boolean isServed(Answer entry) {
        return entry.text("state").equals(WHOLE);
    }

    void print(PrintStream out) {
        out.println("process " + pid + " has mode " + mode);
        for (Answer entry : entries) {
            out.println("memory: scope " + entry.text("scope") + ", " + Size.of(entry.number("bytes")) + ": "
                    + (isServed(entry) ? served(entry) : "is " + entry.text("state") + ", and not served"));
        }
    }

    private static String served(Answer entry) {
        List<String> parts = new ArrayList<>();
        Instant now = Instant.now();
        long left = Math.max(
                0, Duration.between(now, Instant.parse(entry.text("expires"))).toSeconds());
        parts.add("is served for " + Span.of(left) + " more; made "
                + Instant.parse(entry.text("created")).truncatedTo(ChronoUnit.SECONDS));
        parts.add("of " + entry.text("method"));
        if (!entry.texts("tags").isEmpty()) {
            parts.add("tags " + String.join(", ", entry.texts("tags")));
        }
        if (!entry.text("tenant").isEmpty()) {
            parts.add("tenant " + entry.text("tenant"));
        }
        if (!entry.record("saves").fields().isEmpty()) {
            parts.add("a hit saves " + SavingsText.of(SavingsTable.savings(entry.record("saves"))));
        }
        return String.join("; ", parts);
    }
}
