package dev.reprise.admin.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.reprise.admin.SavingsText;
import dev.reprise.admin.WhyBypassed;
import dev.reprise.admin.cli.LiveJvm.Answer;
import dev.reprise.admin.jmx.CallFigures;
import dev.reprise.admin.jmx.MethodStatus;
import dev.reprise.admin.jmx.ScopeStatus;
import dev.reprise.admin.jmx.TenantStatus;
import dev.reprise.admin.jmx.worth.Savings;
import dev.reprise.admin.live.JsonText;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the methods of a service have done so far.
 *
 * @param version the agent's
 * @param mode the mode of everything
 * @param home the directory of the disk tier; empty if there is none
 * @param isWoven whether methods are woven; false after {@code remove}
 * @param totals the figures of all methods
 * @param methods each method
 * @param scopes the figures of each scope
 * @param tenants what tenants have in memory, where they have quotas
 * @param nanos when that was, by the clock of this JVM
 */
record LiveFigures(
        String version,
        String mode,
        String home,
        boolean isWoven,
        Answer totals,
        List<Answer> methods,
        List<Answer> scopes,
        List<Answer> tenants,
        long nanos) {

    private static final String FIGURES = "figures";
    private static final String ROW = "%-52s %-8s %5s %10s %10s %6s %10s %10s %10s%n";

    static LiveFigures of(LiveJvm jvm) throws IOException {
        return new LiveFigures(
                jvm.text("getVersion"),
                jvm.text("getMode"),
                jvm.text("getHome"),
                jvm.isWoven(),
                jvm.one(CallFigures.class, "getTotals"),
                jvm.all(MethodStatus.class, "getMethods"),
                jvm.all(ScopeStatus.class, "getScopes"),
                jvm.all(TenantStatus.class, "getTenants"),
                System.nanoTime());
    }

    void print(String pid, PrintStream out) {
        head(pid, out);
        out.printf(
                Locale.ROOT, ROW, "method", "mode", "share", "calls", "hits", "rate", "misses", "bypassed", "observed");
        for (Answer method : methods) {
            row(name(method, methods), method.text("mode"), method.text("rollout") + " %", method.record(FIGURES), out);
        }
        row("all", "", "", totals, out);
        printWhyBypassed(out);
        printStale(out);
        SavingsTable.print(methods, scopes, totals, out);
        TenantTable.print(tenants, out);
    }

    private void printWhyBypassed(PrintStream out) {
        Map<String, Long> reasons = totals.numbers("whyBypassed");
        if (!reasons.isEmpty()) {
            out.println("bypassed:");
            WhyBypassed.sorted(reasons)
                    .forEach(reason -> out.println("  " + reason.getValue() + ": " + reason.getKey()));
        }
    }

    private void printStale(PrintStream out) {
        if (totals.number("stale") > 0) {
            out.println(stale("stale answers", totals));
            for (Answer method : methods) {
                Answer figures = method.record(FIGURES);
                if (figures.number("stale") > 0) {
                    out.println(stale("  " + name(method, methods), figures));
                }
            }
        }
    }

    private static String stale(String whose, Answer figures) {
        return whose + ": " + figures.number("stale") + ", of these because the provider failed: "
                + figures.number("staleForFailure");
    }

    private void head(String pid, PrintStream out) {
        out.println("process " + pid + ", Reprise " + version + ", mode " + mode
                + (home.isEmpty() ? "" : ", home " + home));
        if (!isWoven) {
            out.println(LiveJvm.TAKEN_OUT);
        }
    }

    private static void row(String name, String mode, String rollout, Answer figures, PrintStream out) {
        long calls = figures.number("calls");
        long hits = figures.number("hits");
        out.printf(
                Locale.ROOT,
                ROW,
                name,
                mode,
                rollout,
                calls,
                hits,
                calls == 0 ? "" : String.format(Locale.ROOT, "%.0f %%", 100.0 * hits / calls),
                figures.number("misses"),
                figures.number("bypasses"),
                figures.number("observed"));
    }

    /** Prints what has changed since an earlier look, the busiest first. */
    void printSince(@Nullable LiveFigures before, String pid, PrintStream out) {
        double seconds = before == null ? 0 : (nanos - before.nanos) / 1e9;
        Map<String, Answer> earlier = new HashMap<>();
        if (before != null) {
            before.methods.forEach(each -> earlier.put(each.text("signature"), each.record(FIGURES)));
        }
        List<Answer> sorted = new ArrayList<>(methods);
        sorted.sort(Comparator.comparingLong((Answer method) -> -since(method, earlier, "calls"))
                .thenComparingLong(method -> -method.record(FIGURES).number("calls")));
        String row = "%-52s %-8s %9s %9s %9s %10s %10s %10s %10s%n";
        head(pid, out);
        out.printf(
                Locale.ROOT,
                row,
                "method",
                "mode",
                "calls/s",
                "hits/s",
                "misses/s",
                "calls",
                "hits",
                "saved",
                "dollars");
        for (Answer method : sorted) {
            Savings saved = SavingsTable.of(method.record(FIGURES));
            out.printf(
                    Locale.ROOT,
                    row,
                    name(method, methods),
                    method.text("mode"),
                    perSecond(since(method, earlier, "calls"), seconds),
                    perSecond(since(method, earlier, "hits"), seconds),
                    perSecond(since(method, earlier, "misses"), seconds),
                    method.record(FIGURES).number("calls"),
                    method.record(FIGURES).number("hits"),
                    SavingsText.duration(saved.seconds()),
                    SavingsTable.dollars(saved));
        }
        Savings all = SavingsTable.of(totals);
        if (all.seconds() > 0 || all.providerCalls() > 0) {
            out.println("saved so far: " + SavingsText.of(all));
        }
        SavingsTable.own(totals, out);
        out.flush();
    }

    private static long since(Answer method, Map<String, Answer> earlier, String name) {
        Answer before = earlier.get(method.text("signature"));
        return method.record(FIGURES).number(name) - (before == null ? 0 : before.number(name));
    }

    private static String perSecond(long number, double seconds) {
        return seconds <= 0 ? "-" : String.format(Locale.ROOT, "%.1f", number / seconds);
    }

    /** Returns the name of one of some methods, with its parameters where another has the same. */
    static String name(Answer method, List<Answer> methods) {
        String name = method.text("method");
        long named = methods.stream()
                .filter(each -> each.text("method").equals(name))
                .count();
        return shortened(named < 2 ? name : method.text("signature"));
    }

    /** The end of a long name says more than its package. */
    private static String shortened(String name) {
        return name.length() <= 52 ? name : "\u2026" + name.substring(name.length() - 51);
    }

    void write(LiveJvm jvm, JsonGenerator json) throws IOException {
        Console.pid(jvm.pid(), json);
        json.writeStringField("version", version);
        json.writeStringField("mode", mode);
        json.writeBooleanField("woven", isWoven);
        json.writeStringField("home", home);
        json.writeFieldName("totals");
        JsonText.write(totals.fields(), json);
        json.writeFieldName("methods");
        JsonText.write(methods.stream().map(Answer::fields).toList(), json);
        json.writeFieldName("scopes");
        JsonText.write(scopes.stream().map(Answer::fields).toList(), json);
        json.writeFieldName("tenants");
        JsonText.write(tenants.stream().map(Answer::fields).toList(), json);
    }
}
