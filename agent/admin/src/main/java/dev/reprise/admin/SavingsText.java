package dev.reprise.admin;

import dev.reprise.admin.jmx.worth.Savings;
import dev.reprise.engine.worth.Prices;
import dev.reprise.engine.worth.Worth;

/** Says in words what was saved. By hand, because the JDK's formatter would take longer than all else at an exit. */
public final class SavingsText {

    private SavingsText() {}

    /** Returns such as {@code 3.6 s, 12 provider calls, 12,345 input and 678 output tokens, $0.12}. */
    static String of(Worth saved, Prices prices) {
        return of(Savings.of(saved, prices));
    }

    /** As above. */
    public static String of(Savings saved) {
        StringBuilder text = new StringBuilder(duration(saved.seconds()));
        if (saved.cpuSeconds() > 0) {
            text.append(" (").append(duration(saved.cpuSeconds())).append(" of CPU time)");
        }
        if (saved.providerCalls() > 0) {
            text.append(", ").append(grouped(saved.providerCalls()));
            text.append(saved.providerCalls() == 1 ? " provider call" : " provider calls");
        }
        if (saved.inputTokens() + saved.outputTokens() > 0) {
            text.append(", ").append(grouped(saved.inputTokens()));
            text.append(
                    saved.providerCachedTokens() == 0
                            ? " input"
                            : " input (" + grouped(saved.providerCachedTokens()) + " in the provider's cache)");
            text.append(" and ").append(grouped(saved.outputTokens())).append(" output tokens");
            if (saved.pricedCalls() > 0 || saved.dollars() > 0) {
                text.append(", ").append(dollars(saved.dollars()));
            }
            if (saved.unpricedCalls() > 0) {
                text.append(" (").append(grouped(saved.unpricedCalls()));
                text.append(saved.unpricedCalls() == 1 ? " call has no known price)" : " calls have no known price)");
            }
        }
        return text.toString();
    }

    /** Returns a time such as {@code 3.6 s} or {@code 12 ms}. */
    public static String duration(double seconds) {
        return ExitReport.duration(Math.round(seconds * 1e9));
    }

    /** Returns an amount in cents, or in hundredths of a cent if it is less than ten. */
    public static String dollars(double amount) {
        boolean isSmall = amount < 0.1;
        long units = Math.round(amount * (isSmall ? 10_000 : 100));
        long whole = units / (isSmall ? 10_000 : 100);
        long rest = units % (isSmall ? 10_000 : 100);
        String digits = Long.toString(rest);
        return "$" + grouped(whole) + "." + "0".repeat((isSmall ? 4 : 2) - digits.length()) + digits;
    }

    /** Returns a number with commas between its thousands. */
    public static String grouped(long number) {
        StringBuilder text = new StringBuilder(Long.toString(number));
        for (int at = text.length() - 3; at > 0; at -= 3) {
            text.insert(at, ',');
        }
        return text.toString();
    }
}
