package dev.reprise.benchmarks.lab;

import java.util.Collection;

/** The middle of some measurements. */
public final class Median {

    private Median() {}

    /**
     * Returns the middle one, or the mean of the middle two.
     *
     * @param values at least one
     * @return the median, in the unit of the values
     */
    public static double of(Collection<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
