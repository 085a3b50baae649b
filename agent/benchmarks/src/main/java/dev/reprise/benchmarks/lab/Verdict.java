package dev.reprise.benchmarks.lab;

/** Whether a target is reached, in the words of every table. */
public final class Verdict {

    private Verdict() {}

    /**
     * Returns the verdict for a figure that must not be above its target.
     *
     * @param figure what was measured
     * @param target what it may be at most
     * @return "met" or "not met"
     */
    public static String of(double figure, double target) {
        return figure <= target ? "met" : "not met";
    }
}
