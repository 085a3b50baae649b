package dev.reprise.admin.cli;

import dev.reprise.admin.cli.LiveJvm.Answer;
import dev.reprise.engine.log.OneLine;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What tenants have in memory where they have quotas, as people read it. */
final class TenantTable {

    private static final int SHOWN = 20;
    private static final int WIDTH = 40;
    private static final String ROW = "%-24s %-" + WIDTH + "s %10s %10s %10s %10s %12s%n";

    private TenantTable() {}

    /** Prints the table, unless nobody has a quota. */
    static void print(List<Answer> tenants, PrintStream out) {
        if (tenants.isEmpty()) {
            return;
        }
        out.println();
        out.printf(Locale.ROOT, ROW, "in memory", "tenant", "entries", "of", "size", "of", "over quota");
        for (Answer tenant : tenants.subList(0, Math.min(SHOWN, tenants.size()))) {
            out.printf(
                    Locale.ROOT,
                    ROW,
                    "scope " + tenant.text("scope"),
                    name(tenant.text("tenant")),
                    tenant.number("entries"),
                    tenant.text("maxEntries"),
                    Size.of(tenant.number("bytes")),
                    tenant.text("maxBytes").isEmpty() ? "" : Size.of(tenant.number("maxBytes")),
                    tenant.number("evicted"));
        }
        if (tenants.size() > SHOWN) {
            out.println("and " + (tenants.size() - SHOWN) + " more (--json has them)");
        }
    }

    /** A request may have named it, however long. */
    private static String name(String tenant) {
        String name = OneLine.of(tenant);
        return name.isEmpty() ? "(none)" : name.length() <= WIDTH ? name : name.substring(0, WIDTH - 1) + "…";
    }
}
