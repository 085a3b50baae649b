package dev.reprise.admin.jmx.worth;

import dev.reprise.engine.worth.ModelUse;
import dev.reprise.engine.worth.Prices;
import dev.reprise.engine.worth.Prices.Dollars;
import dev.reprise.engine.worth.Worth;
import javax.management.ConstructorParameters;

/**
 * What entries saved, or would have, of all models together.
 *
 * @param seconds the time
 * @param cpuSeconds the CPU time, as far as it was measured
 * @param providerCalls the calls of providers
 * @param inputTokens the tokens of their input, with those in a provider's own cache
 * @param outputTokens the tokens of their output
 * @param providerCachedTokens those tokens of the input that a provider had in its own cache
 * @param dollars what those calls would have cost whose price is known
 * @param pricedCalls how many these are
 * @param unpricedCalls the calls whose tokens or whose model's price nobody knows
 */
public record Savings(
        double seconds,
        double cpuSeconds,
        long providerCalls,
        long inputTokens,
        long outputTokens,
        long providerCachedTokens,
        double dollars,
        long pricedCalls,
        long unpricedCalls) {

    private static final double NANOS = 1e9;

    /** Makes savings; JMX calls this by the names of the parameters. */
    @ConstructorParameters({
        "seconds",
        "cpuSeconds",
        "providerCalls",
        "inputTokens",
        "outputTokens",
        "providerCachedTokens",
        "dollars",
        "pricedCalls",
        "unpricedCalls"
    })
    public Savings {}

    /**
     * Returns what something was worth.
     *
     * @param prices what the tokens of models cost
     */
    public static Savings of(Worth worth, Prices prices) {
        ModelUse all = new ModelUse("", 0, 0, 0, 0, 0, 0);
        for (ModelUse use : worth.uses()) {
            all = all.plus(use);
        }
        boolean isCounted = all.input() + all.output() > 0;
        Dollars cost = isCounted ? prices.of(worth) : new Dollars(0, 0, all.calls());
        return new Savings(
                worth.nanos() / NANOS,
                worth.cpuNanos() / NANOS,
                all.calls(),
                all.input(),
                all.output(),
                all.cached(),
                cost.dollars(),
                cost.priced(),
                cost.unpriced());
    }

    // JMX of JDK 17 knows getters only.

    public double getSeconds() {
        return seconds;
    }

    public double getCpuSeconds() {
        return cpuSeconds;
    }

    public long getProviderCalls() {
        return providerCalls;
    }

    public long getInputTokens() {
        return inputTokens;
    }

    public long getOutputTokens() {
        return outputTokens;
    }

    public long getProviderCachedTokens() {
        return providerCachedTokens;
    }

    public double getDollars() {
        return dollars;
    }

    public long getPricedCalls() {
        return pricedCalls;
    }

    public long getUnpricedCalls() {
        return unpricedCalls;
    }
}
