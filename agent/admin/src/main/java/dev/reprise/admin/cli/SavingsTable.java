package dev.reprise.admin.cli;

import dev.reprise.admin.SavingsText;
import dev.reprise.admin.cli.LiveJvm.Answer;
import dev.reprise.admin.jmx.worth.Savings;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What entries saved, as people read it: by method, by scope and in all. */
final class SavingsTable {

    private static final String FIGURES = "figures";
    private static final String SAVED = "saved";
    private static final String ROW = "%-52s %10s %10s %9s %12s %12s %12s %10s%n";

    private SavingsTable() {}

    /** Prints the table, unless nothing was saved, and what it cost. */
    static void print(List<Answer> methods, List<Answer> scopes, Answer totals, PrintStream out) {
        if (!isNothing(of(totals))) {
            out.println();
            out.printf(
                    Locale.ROOT,
                    ROW,
                    "saved by",
                    "time",
                    "CPU time",
                    "provider",
                    "input",
                    "provider's",
                    "output",
                    "dollars");
            out.printf(Locale.ROOT, ROW, "", "", "", "calls", "tokens", "cache", "tokens", "");
            for (Answer method : methods) {
                row(LiveFigures.name(method, methods), of(method.record(FIGURES)), out);
            }
            for (Answer scope : scopes) {
                row("scope " + scope.text("scope"), of(scope.record(FIGURES)), out);
            }
            row("all", of(totals), out);
        }
        own(totals, out);
    }

    /** Prints what Reprise's own work came to, if there was any. */
    static void own(Answer totals, PrintStream out) {
        if (totals.real("ownSeconds") > 0) {
            out.println("Reprise's own work took about " + SavingsText.duration(totals.real("ownSeconds"))
                    + "; the entries that it made have " + Size.of(totals.number("ownBytes")));
        }
    }

    private static void row(String name, Savings saved, PrintStream out) {
        if (isNothing(saved)) {
            return;
        }
        out.printf(
                Locale.ROOT,
                ROW,
                name,
                SavingsText.duration(saved.seconds()),
                saved.cpuSeconds() == 0 ? "" : SavingsText.duration(saved.cpuSeconds()),
                number(saved.providerCalls()),
                number(saved.inputTokens()),
                number(saved.providerCachedTokens()),
                number(saved.outputTokens()),
                dollars(saved));
    }

    /** Returns what it saved in dollars; nothing where no price is known, and with a plus where some are not. */
    static String dollars(Savings saved) {
        if (saved.pricedCalls() == 0 && saved.dollars() == 0) {
            return "";
        }
        return SavingsText.dollars(saved.dollars()) + (saved.unpricedCalls() == 0 ? "" : "+");
    }

    private static String number(long number) {
        return number == 0 ? "" : SavingsText.grouped(number);
    }

    private static boolean isNothing(Savings saved) {
        return saved.seconds() == 0
                && saved.cpuSeconds() == 0
                && saved.providerCalls() == 0
                && saved.inputTokens() == 0;
    }

    /** Returns what figures say of it; of an older agent, nothing. */
    static Savings of(Answer figures) {
        return savings(figures.record(SAVED));
    }

    /** Returns savings as an agent tells them. */
    static Savings savings(Answer saved) {
        return new Savings(
                saved.real("seconds"),
                saved.real("cpuSeconds"),
                saved.number("providerCalls"),
                saved.number("inputTokens"),
                saved.number("outputTokens"),
                saved.number("providerCachedTokens"),
                saved.real("dollars"),
                saved.number("pricedCalls"),
                saved.number("unpricedCalls"));
    }
}
