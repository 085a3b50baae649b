package dev.reprise.demo.report;

import dev.reprise.demo.provider.Kind;
import dev.reprise.demo.provider.Stats;
import dev.reprise.demo.provider.Traffic;

/**
 * What the provider would charge, in dollars for a million tokens.
 *
 * @param input of chat completions and responses
 * @param output of chat completions and responses
 * @param embedding input of embeddings
 */
public record Prices(double input, double output, double embedding) {

    /** What the demo states. */
    public static final Prices STATED = new Prices(2.00, 8.00, 0.02);

    /**
     * Charges.
     *
     * @param stats what was answered
     * @return dollars
     */
    public double of(Stats stats) {
        Traffic text = stats.of(Kind.CHAT).plus(stats.of(Kind.RESPONSES));
        double micros = text.inputTokens() * input
                + text.outputTokens() * output
                + stats.of(Kind.EMBEDDINGS).inputTokens() * embedding;
        return micros / 1_000_000;
    }
}
