package dev.reprise.admin;

import dev.reprise.engine.worth.ModelUse;
import dev.reprise.engine.worth.Prices;
import dev.reprise.engine.worth.Prices.Dollars;
import dev.reprise.engine.worth.Worth;

/** Says in words what was saved. By hand, because the JDK's formatter would take longer than all else at an exit. */
final class SavingsText {

    private SavingsText() {}

    /** Returns such as {@code 3.6 s, 12 provider calls, 12,345 input and 678 output tokens, $0.12}. */
    static String of(Worth saved, Prices prices) {
        StringBuilder text = new StringBuilder(ExitReport.duration(saved.nanos()));
        if (saved.cpuNanos() > 0) {
            text.append(" (").append(ExitReport.duration(saved.cpuNanos())).append(" of CPU time)");
        }
        ModelUse all = new ModelUse("", 0, 0, 0, 0, 0, 0);
        for (ModelUse use : saved.uses()) {
            all = all.plus(use);
        }
        if (all.calls() > 0) {
            text.append(", ")
                    .append(grouped(all.calls()))
                    .append(all.calls() == 1 ? " provider call" : " provider calls");
        }
        if (all.input() + all.output() > 0) {
            text.append(", ").append(grouped(all.input()));
            text.append(
                    all.cached() == 0 ? " input" : " input (" + grouped(all.cached()) + " in the provider's cache)");
            text.append(" and ").append(grouped(all.output())).append(" output tokens");
            Dollars cost = prices.of(saved);
            if (cost.priced() > 0 || cost.dollars() > 0) {
                text.append(", ").append(dollars(cost.dollars()));
            }
            if (cost.unpriced() > 0) {
                text.append(" (").append(grouped(cost.unpriced()));
                text.append(cost.unpriced() == 1 ? " call has no known price)" : " calls have no known price)");
            }
        }
        return text.toString();
    }

    /** Returns an amount in cents, or in hundredths of a cent if it is less than ten. */
    static String dollars(double amount) {
        boolean isSmall = amount < 0.1;
        long units = Math.round(amount * (isSmall ? 10_000 : 100));
        long whole = units / (isSmall ? 10_000 : 100);
        long rest = units % (isSmall ? 10_000 : 100);
        String digits = Long.toString(rest);
        return "$" + grouped(whole) + "." + "0".repeat((isSmall ? 4 : 2) - digits.length()) + digits;
    }

    private static String grouped(long number) {
        StringBuilder text = new StringBuilder(Long.toString(number));
        for (int at = text.length() - 3; at > 0; at -= 3) {
            text.insert(at, ',');
        }
        return text.toString();
    }
}
