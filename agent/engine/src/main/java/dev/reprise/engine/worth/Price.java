package dev.reprise.engine.worth;

/**
 * What the tokens of a model cost, in dollars for a million of them.
 *
 * @param input of the input
 * @param output of the output
 * @param cached of that input that the provider had in its own cache
 * @param written of that input that it wrote there
 */
public record Price(double input, double output, double cached, double written) {

    /** Returns what some tokens cost, in dollars. */
    public double of(ModelUse use) {
        long plain = Math.max(0, use.input() - use.cached() - use.written());
        return (plain * input + use.cached() * cached + use.written() * written + use.output() * output) / 1e6;
    }
}
